// SCORM 2004, 4th edition: window.API_1484_11. What was passed or completed is never lowered, nor is a score.
import { duration, KINDS, pattern, rightResponse, scaled, SCORM_2004, timestamp } from '../interactions.js'
import { isTrue, setter } from './setting.js'

/** @import { Host, Item, Recorded, Result, Score, Stored } from '../types.d.ts' */
const ALREADY_INITIALIZED = '103'
const MOST_OF_A_DESCRIPTION = 250

/**
 * @param {any} api
 * @param {Item[]} items
 * @param {() => number} seconds How long this session lasts.
 * @param {string} language
 * @returns {Host}
 */
export function scorm2004(api, items, seconds, language) {
  /** @type {Set<string>} What the API has in this session. */
  const recorded = new Set()
  let isRecording = false
  const get = (/** @type {string} */ name) => String(api.GetValue(name) ?? '')
  const set = setter(
    (name, value) => api.SetValue(name, value),
    () => api.GetLastError(),
    (number) => api.GetErrorString(number),
  )

  async function open() {
    if (!isTrue(api.Initialize('')) && String(api.GetLastError()) !== ALREADY_INITIALIZED) return null
    isRecording = !['browse', 'review'].includes(get('cmi.mode'))
    if (isRecording) {
      set('cmi.exit', 'suspend')
      if (get('cmi.completion_status') !== 'completed') set('cmi.completion_status', 'incomplete')
      api.Commit('')
    }
    const mastery = get('cmi.scaled_passing_score')
    return {
      learner: get('cmi.learner_id'),
      state: get('cmi.suspend_data'),
      isRecorded: isRecording,
      ...(mastery && { passMark: Math.round(Number(mastery) * 10000) / 100 }),
    }
  }

  /** @param {Recorded} answer */
  function record(answer) {
    const item = items.find((one) => one.key === answer.item)
    if (!item || recorded.has(answer.id)) return
    // A system that does not count them gets those of this session one behind the other.
    const at = `cmi.interactions.${Math.max(Number(get('cmi.interactions._count')) || 0, recorded.size)}`
    if (!set(`${at}.id`, `item-${item.key}`)) return // a system need not record more than 250
    recorded.add(answer.id)
    set(`${at}.type`, KINDS[item.kind])
    if (item.tip) set(`${at}.objectives.0.id`, `tip-${item.tip}`)
    set(`${at}.timestamp`, timestamp(answer))
    const right = rightResponse(item)
    if (right) set(`${at}.correct_responses.0.pattern`, pattern(item, right, SCORM_2004))
    set(`${at}.weighting`, 1)
    set(`${at}.learner_response`, pattern(item, answer.response, SCORM_2004))
    set(`${at}.result`, answer.isRight ? 'correct' : 'incorrect')
    set(`${at}.latency`, duration(answer.seconds))
    set(`${at}.description`, `{lang=${language}}${[...item.title].slice(0, MOST_OF_A_DESCRIPTION).join('')}`)
  }

  /** @param {Score} best */
  function grade({ points, of }) {
    const score = scaled(points, of)
    const was = get('cmi.score.scaled')
    if (was === '' || Number(was) < score) {
      set('cmi.score.min', 0)
      set('cmi.score.max', of)
      set('cmi.score.raw', points)
      set('cmi.score.scaled', score)
    }
  }

  /** @param {Result} result */
  function report({ isPassed }) {
    set('cmi.completion_status', 'completed')
    if (isPassed) set('cmi.success_status', 'passed')
    else if (get('cmi.success_status') !== 'passed') set('cmi.success_status', 'failed')
  }

  /** @param {Stored} stored */
  async function save({ state, answers, lesson, done, score, result }) {
    if (!isRecording) return true
    const isSet = set('cmi.suspend_data', state)
    set('cmi.location', `lesson-${lesson + 1}`)
    for (const answer of answers) record(answer)
    if (done > (Number(get('cmi.progress_measure')) || 0)) set('cmi.progress_measure', done)
    if (score) grade(score)
    if (result) report(result)
    return isTrue(api.Commit('')) && isSet
  }

  async function close() {
    if (isRecording) set('cmi.session_time', duration(seconds()))
    api.Terminate('')
    return ''
  }

  return { open, save, close }
}
