// What the page says beside the lessons: how far one is, how it ended, what became of the answers. Its words come from the page.
import { answered, hasAnotherAttempt, isComplete, isEnough, percent, points } from './progress.js'

/** @import { CourseData, Progress } from './types.d.ts' */

/** @returns {CourseData} */
export const courseData = () => JSON.parse(document.getElementById('course-data')?.textContent ?? '{}')

/**
 * Words of the page with what belongs into them.
 * @param {CourseData} course
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
function words(course, name, values = {}) {
  return (course.words[name] ?? '').replaceAll(/\{(\w+)\}/g, (_all, key) => String(values[key] ?? ''))
}

const TROUBLE = ['waiting', 'refused', 'alone', 'unreadable', 'ended', 'elsewhere', 'review']

/**
 * Says what became of the answers; an empty name says nothing any more.
 * @param {CourseData} course
 * @param {string} name
 */
export function say(course, name) {
  const place = document.getElementById('notice')
  if (!place) return
  place.textContent = words(course, name)
  place.hidden = !name
  place.classList.toggle('warn', TROUBLE.includes(name))
}

/** @param {CourseData} course @param {Progress} progress */
export function showProgress(course, progress) {
  course.lessons.forEach((_title, lesson) => {
    const places = course.items.flatMap((item, place) => (item.lesson === lesson ? [place] : []))
    const done = places.filter((place) => progress.answers[place]).length
    fill(`[data-progress-of="${lesson}"]`, places.length ? words(course, 'answered', { done, of: places.length }) : '')
  })
  fill('[data-progress]', words(course, 'answered', { done: answered(progress), of: course.items.length }))
}

/** @param {CourseData} course @param {Progress} progress */
export function showResult(course, progress) {
  const isDone = isComplete(progress)
  const another = hasAnotherAttempt(progress, course)
  fill(
    '[data-result]',
    isDone ? sentenceOf(course, progress, another) : words(course, 'unfinished', { left: left(progress) }),
  )
  const name = course.attempts ? 'attemptOf' : 'attempt'
  fill('[data-attempt]', words(course, name, { number: progress.attempt, of: course.attempts }))
  const again = document.querySelector('[data-act="again"]')
  if (again instanceof HTMLElement) again.hidden = !(isDone && another)
}

/** @param {Progress} progress */
const left = (progress) => progress.answers.length - answered(progress)

/** @param {CourseData} course @param {Progress} progress @param {boolean} another */
function sentenceOf(course, progress, another) {
  const now = points(progress)
  const shares = { percent: percent(now, course), best: percent(progress.best, course), mark: course.passMark }
  const { format } = new Intl.NumberFormat(course.language, { style: 'percent', maximumFractionDigits: 2 })
  const values = Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, format(share / 100)]))
  if (isEnough(now, course)) return words(course, 'passed', values)
  if (isEnough(progress.best, course)) return words(course, 'passedBefore', values)
  return words(course, another ? 'tryAgain' : 'failed', values)
}

/** @param {string} selector @param {string} text */
function fill(selector, text) {
  for (const place of document.querySelectorAll(selector)) place.textContent = text
}
