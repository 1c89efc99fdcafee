// What follows from the answers of a learner: points, a result, whether another attempt is left.

/** @import { Answer, CourseData, Progress, Result } from './types.d.ts' */

/** @param {Progress} progress */
export const answered = (progress) => progress.answers.filter(Boolean).length

/** @param {Progress} progress */
export const points = (progress) => progress.answers.filter((answer) => answer?.isRight).length

/** @param {Progress} progress */
export const isComplete = (progress) => progress.answers.every(Boolean)

/**
 * @param {number} points
 * @param {CourseData} course
 */
export const isEnough = (points, course) => points * 100 >= course.passMark * course.items.length

/**
 * @param {number} points
 * @param {CourseData} course
 */
export const percent = (points, course) => Math.floor((points * 100) / (course.items.length || 1))

/** @param {Progress} progress @param {CourseData} course */
export const hasAnotherAttempt = (progress, course) => course.attempts === 0 || progress.attempt < course.attempts

/**
 * @param {Progress} progress
 * @param {number} place
 * @param {Answer} answer
 * @returns {Progress}
 */
export function withAnswer(progress, place, answer) {
  const answers = progress.answers.with(place, answer)
  const now = { ...progress, answers }
  return { ...now, best: isComplete(now) ? Math.max(progress.best, points(now)) : progress.best }
}

/** @param {Progress} progress @returns {Progress} */
export const nextAttempt = (progress) => ({
  ...progress,
  attempt: progress.attempt + 1,
  lesson: 0,
  answers: progress.answers.map(() => null),
})

/**
 * The score of the best attempt that was answered to its end, also where it was not enough; null before there is one.
 * @param {Progress} progress
 * @param {CourseData} course
 */
export const bestScore = (progress, course) =>
  isComplete(progress) || progress.attempt > 1 ? { points: progress.best, of: course.items.length } : null

/**
 * The result that the system is told: while one may still try again, what is not enough is none.
 * @param {Progress} progress
 * @param {CourseData} course
 * @returns {Result | null}
 */
export function finalResult(progress, course) {
  const isPassed = isEnough(progress.best, course) && (isComplete(progress) || progress.attempt > 1)
  if (!isPassed && !(isComplete(progress) && !hasAnotherAttempt(progress, course))) return null
  return { points: progress.best, of: course.items.length, isPassed }
}

/**
 * Progress with what it reports: 2 for passed, 1 for failed; never less than before.
 * @param {Progress} progress
 * @param {CourseData} course
 * @returns {Progress}
 */
export function withReport(progress, course) {
  const result = finalResult(progress, course)
  const now = result?.isPassed ? 2 : result ? 1 : 0
  return { ...progress, reported: /** @type {Progress['reported']} */ (Math.max(progress.reported, now)) }
}

/**
 * The share that is done: 1 where the result is final, and never less than in an attempt before.
 * @param {Progress} progress
 * @param {CourseData} course
 */
export function done(progress, course) {
  if (progress.reported || finalResult(progress, course)) return 1
  if (progress.attempt > 1 || isComplete(progress)) return 0.99
  return Math.floor((answered(progress) * 100) / (course.items.length || 1)) / 100
}

/**
 * Says whether one went further than another: in a later attempt, or with more answers in the same.
 * @param {Progress} one
 * @param {Progress} other
 */
export function isFurther(one, other) {
  if (one.reported !== other.reported) return one.reported > other.reported
  if (one.attempt !== other.attempt) return one.attempt > other.attempt
  return answered(one) > answered(other)
}
