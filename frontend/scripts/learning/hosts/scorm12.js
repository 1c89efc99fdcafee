// SCORM 1.2: window.API. What was passed or completed is never lowered, nor is a score.
import { clock, KINDS, pattern, rightResponse, SCORM_12, timeOfDay } from '../interactions.js'
import { isTrue, setter } from './setting.js'

/** @import { Host, Item, Recorded, Result, Score, Stored } from '../types.d.ts' */
const FINAL = ['passed', 'completed', 'failed']
const ALREADY_INITIALIZED = '101' // a general exception: there is no number for it

/**
 * @param {any} api
 * @param {Item[]} items
 * @param {() => number} seconds How long this session lasts.
 * @returns {Host}
 */
export function scorm12(api, items, seconds) {
  /** @type {Set<string>} What the API has in this session. */
  const recorded = new Set()
  let isRecording = false
  const get = (/** @type {string} */ name) => String(api.LMSGetValue(name) ?? '')
  const set = setter(
    (name, value) => api.LMSSetValue(name, value),
    () => api.LMSGetLastError(),
    (number) => api.LMSGetErrorString(number),
  )

  async function open() {
    if (!isTrue(api.LMSInitialize('')) && String(api.LMSGetLastError()) !== ALREADY_INITIALIZED) return null
    isRecording = !['browse', 'review'].includes(get('cmi.core.lesson_mode'))
    if (isRecording) {
      set('cmi.core.exit', 'suspend')
      if (['', 'not attempted', 'browsed', 'unknown'].includes(get('cmi.core.lesson_status')))
        set('cmi.core.lesson_status', 'incomplete')
      api.LMSCommit('')
    }
    const mastery = get('cmi.student_data.mastery_score')
    return {
      learner: get('cmi.core.student_id'),
      state: get('cmi.suspend_data'),
      isRecorded: isRecording,
      ...(mastery && { passMark: Number(mastery) }),
    }
  }

  /** @param {Recorded} answer */
  function record(answer) {
    const item = items.find((one) => one.key === answer.item)
    if (!item || recorded.has(answer.id)) return
    // A system that does not count them gets those of this session one behind the other.
    const at = `cmi.interactions.${Math.max(Number(get('cmi.interactions._count')) || 0, recorded.size)}`
    if (!set(`${at}.id`, `item-${item.key}`)) return // a system need not record them
    recorded.add(answer.id)
    set(`${at}.time`, timeOfDay(answer))
    set(`${at}.type`, item.kind === 'dialogue' ? 'performance' : KINDS[item.kind])
    const right = rightResponse(item)
    if (right) set(`${at}.correct_responses.0.pattern`, pattern(item, right, SCORM_12))
    set(`${at}.weighting`, 1)
    set(`${at}.student_response`, pattern(item, answer.response, SCORM_12))
    set(`${at}.result`, answer.isRight ? 'correct' : 'wrong')
    set(`${at}.latency`, clock(answer.seconds))
  }

  /** @param {Score} best */
  function grade({ points, of }) {
    const score = Math.floor((points * 10000) / of) / 100
    const was = get('cmi.core.score.raw')
    if (was === '' || Number(was) < score) {
      set('cmi.core.score.min', 0)
      set('cmi.core.score.max', 100)
      set('cmi.core.score.raw', score)
    }
  }

  /** @param {Result} result */
  function report({ isPassed }) {
    const status = get('cmi.core.lesson_status')
    if (!FINAL.includes(status)) set('cmi.core.lesson_status', isPassed ? 'passed' : 'failed')
    else if (status === 'failed' && isPassed) set('cmi.core.lesson_status', 'passed')
  }

  /** @param {Stored} stored */
  async function save({ state, answers, lesson, score, result }) {
    if (!isRecording) return true
    const isSet = set('cmi.suspend_data', state)
    set('cmi.core.lesson_location', `lesson-${lesson + 1}`)
    for (const answer of answers) record(answer)
    if (score) grade(score)
    if (result) report(result)
    return isTrue(api.LMSCommit('')) && isSet
  }

  async function close() {
    if (isRecording) set('cmi.core.session_time', clock(seconds()))
    api.LMSFinish('')
    return ''
  }

  return { open, save, close }
}
