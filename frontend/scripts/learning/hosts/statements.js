// The statements of a cmi5 session: what a learner did, as a record store takes it.
import { idOf, randomId } from '../ids.js'
import { duration, KINDS, pattern, rightResponse, scaled, SCORM_2004 } from '../interactions.js'

/** @import { CourseData, Item, Recorded, Result } from '../types.d.ts' */
/** @import { Launch } from './launch.js' */
/** @typedef {{ contextTemplate?: any, masteryScore?: number, launchMode?: string, returnURL?: string }} LaunchData */

const CATEGORIES = 'https://w3id.org/xapi/cmi5/context/categories'
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore'
const VERBS = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  answered: 'http://adlnet.gov/expapi/verbs/answered',
}

/**
 * @param {Launch} launch
 * @param {LaunchData} data
 * @param {CourseData} course
 */
export function statements(launch, data, { activity, language }) {
  /** @param {keyof typeof VERBS} verb @param {string[]} categories @param {any} more */
  function made(verb, categories, more) {
    const template = structuredClone(data.contextTemplate ?? {})
    const activities = template.contextActivities ?? {}
    const all = [...(activities.category ?? []), ...categories.map((name) => ({ id: `${CATEGORIES}/${name}` }))]
    // What the template has already is not said twice.
    const category = all.filter((one, place) => all.findIndex((other) => other.id === one.id) === place)
    const context = {
      ...template,
      registration: launch.registration,
      ...(category.length && { contextActivities: { ...activities, category } }),
    }
    return {
      id: randomId(),
      actor: JSON.parse(launch.actor),
      verb: { id: VERBS[verb], display: { en: verb } },
      object: { objectType: 'Activity', id: launch.activity },
      context,
      timestamp: new Date().toISOString(),
      ...more,
    }
  }

  /** @param {Result} result @param {number} seconds */
  function judged({ points, of, isPassed }, seconds) {
    const score = { raw: points, min: 0, max: of, scaled: scaled(points, of) }
    const verb = isPassed ? 'passed' : 'failed'
    const result = { success: isPassed, score, duration: duration(seconds) }
    // Passed once for all; failed once in each session.
    const id = isPassed ? said(verb) : idOf(`${launch.fetch} ${verb}`)
    const statement = made(verb, ['cmi5', 'moveon'], { id, result })
    if (data.masteryScore !== undefined)
      statement.context.extensions = { ...statement.context.extensions, [MASTERY]: data.masteryScore }
    return statement
  }

  /** @param {string} verb */
  const said = (verb) => idOf(`${launch.registration} ${launch.activity} ${verb}`)

  return {
    initialized: () => made('initialized', ['cmi5'], {}),
    /** @param {number} seconds */
    completed: (seconds) =>
      made('completed', ['cmi5', 'moveon'], {
        id: said('completed'),
        result: { completion: true, duration: duration(seconds) },
      }),
    judged,
    /** @param {number} seconds */
    terminated: (seconds) => made('terminated', ['cmi5'], { result: { duration: duration(seconds) } }),
    /** @param {Recorded} answer @param {Item} item */
    answered: (answer, item) =>
      made('answered', [], {
        id: answer.id,
        timestamp: answer.at,
        object: {
          objectType: 'Activity',
          id: `${activity}/items/${item.key}`,
          definition: definition(item, language),
        },
        result: {
          success: answer.isRight,
          response: pattern(item, answer.response, SCORM_2004),
          duration: duration(answer.seconds),
        },
      }),
  }
}

/** @param {Item} item @param {string} language */
function definition(item, language) {
  const right = rightResponse(item)
  return {
    type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
    name: { [language]: item.title },
    interactionType: KINDS[item.kind],
    ...(right && { correctResponsesPattern: [pattern(item, right, SCORM_2004)] }),
  }
}
