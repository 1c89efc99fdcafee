// cmi5: a record store that the system names in the address of the page. Statements are sent one by one under an id of their own,
// so that what is sent again is not there twice; what did not arrive is sent with the next answer.
import { hasBegun, hasEnded, rememberBeginning, rememberEnd, tokenOf } from './launch.js'
import { statements } from './statements.js'

/** @import { CourseData, Host, Score, Stored } from '../types.d.ts' */
/** @import { Launch } from './launch.js' */
/** @import { LaunchData } from './statements.js' */
const STATE = 'guide-course'
/** Milliseconds that the end of a session may take to arrive before the learner goes: a request that outlives its page may be lost. */
const LONGEST_GOODBYE = 4000

/**
 * @param {Launch} launch
 * @param {CourseData} course
 * @param {() => number} seconds How long this session lasts.
 * @returns {Host}
 */
export function cmi5(launch, course, seconds) {
  const { registration, actor: agent, activity: activityId } = launch
  let token = ''
  /** @type {LaunchData} */
  let data = {}
  /** @type {ReturnType<typeof statements>} */
  let say
  /** @type {Set<string>} What has arrived in this session. */
  const arrived = new Set()
  /** @type {Score | null} What this session has come to, where it is not enough and another attempt is left. */
  let notEnough = null
  const isNormal = () => (data.launchMode ?? 'Normal') === 'Normal'

  /** @param {string} path @param {Record<string, string>} query @param {RequestInit} [options] */
  function ask(path, query, options = {}) {
    const headers = { authorization: `Basic ${token}`, 'x-experience-api-version': '1.0.3', ...options.headers }
    return fetch(`${launch.endpoint}${path}?${new URLSearchParams(query)}`, { ...options, headers, cache: 'no-store' })
  }

  /** @param {string} stateId @param {RequestInit} [options] */
  const state = (stateId, options) => ask('activities/state', { activityId, agent, registration, stateId }, options)

  async function open() {
    if (hasEnded(launch)) return 'ended'
    try {
      token = await tokenOf(launch)
      const answer = await state('LMS.LaunchData')
      if (!answer.ok) return null
      data = await answer.json()
      const preferred = await preferredLanguage()
      say = statements(launch, data, course)
      if (!hasBegun(launch) && !(await send(say.initialized()))) return null
      rememberBeginning(launch)
      const stored = await state(STATE)
      return {
        learner: `${registration} ${agent}`,
        state: stored.ok ? await stored.text() : '',
        isRecorded: isNormal(),
        ...(preferred && { language: preferred }),
        ...(data.masteryScore !== undefined && { passMark: Math.round(data.masteryScore * 10000) / 100 }),
      }
    } catch {
      return null
    }
  }

  /** The first language that the learner prefers; a system that does not tell is not at fault. */
  async function preferredLanguage() {
    const answer = await ask('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' }).catch(() => null)
    if (!answer?.ok) return ''
    const preferences = await answer.json().catch(() => ({}))
    return String(preferences.languagePreference ?? '').split(',')[0]
  }

  /**
   * Says whether a statement is there: sent now, or once before.
   * @param {any} statement
   */
  async function send(statement) {
    if (arrived.has(statement.id)) return true
    const answer = await ask('statements', { statementId: statement.id }, json(statement, 'PUT')).catch(() => null)
    if (!answer?.ok && answer?.status !== 409) return false
    arrived.add(statement.id)
    return true
  }

  /** @param {Stored} stored */
  async function save({ state: text, answers, score, result, isNew }) {
    if (!isNormal()) return true
    if (answers.length) notEnough = result ? null : score
    try {
      for (const answer of answers) {
        const item = course.items.find((one) => one.key === answer.item)
        if (item && !(await send(say.answered(answer, item)))) return false
      }
      if (result && isNew && !(await report(result))) return false
      const body = { method: 'PUT', body: text, headers: { 'content-type': 'text/plain' } }
      return (await state(STATE, body)).ok
    } catch {
      return false
    }
  }

  /** @param {import('../types.d.ts').Result} result */
  async function report(result) {
    return (await send(say.completed(seconds()))) && (await send(say.judged(result, seconds())))
  }

  async function close() {
    rememberEnd(launch)
    const last = say.terminated(seconds())
    // Another attempt may pass, and a session is judged once: that this one was not enough is said with its end, in one.
    const both = notEnough && [say.judged({ ...notEnough, isPassed: false }, seconds()), last]
    const asked = both
      ? ask('statements', {}, { ...json(both, 'POST'), keepalive: true })
      : ask('statements', { statementId: last.id }, { ...json(last, 'PUT'), keepalive: true })
    const isLate = new Promise((resolve) => AbortSignal.timeout(LONGEST_GOODBYE).addEventListener('abort', resolve))
    await Promise.race([asked.catch(() => {}), isLate])
    return data.returnURL ?? ''
  }

  return { open, save, close, bearsReload: true }
}

/** @param {any} body @param {string} method @returns {RequestInit} */
const json = (body, method) => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
