// A course in another learning system: items are answered on this page, and the system is told. Started from a folder it works as
// well, and says that nothing is recorded.
import { formAfter } from './learning/dialogue.js'
import { feedbackOf } from './learning/feedback.js'
import { responseIn, showResponse } from './learning/forms.js'
import { isEnded, isRight } from './learning/grading.js'
import { hostOf } from './learning/hosts/index.js'
import { randomId } from './learning/ids.js'
import { focusOn, followAddress, shown } from './learning/lessons.js'
import { isComplete, nextAttempt, withAnswer } from './learning/progress.js'
import { courseData, say, showProgress, showResult } from './learning/screen.js'
import { beginSession } from './learning/session.js'
import { takeOver } from './learning/windows.js'

/** @import { Answer, CourseData, Item, Progress } from './learning/types.d.ts' */
/** @import { Session } from './learning/session.js' */
const RETRY_MILLISECONDS = 30_000
const started = Date.now()
const seconds = () => (Date.now() - started) / 1000

/** @type {CourseData} */
let course = courseData()
/** @type {Progress} */
let progress
/** @type {Session | undefined} */
let session
let hasEnded = false
let hasArrived = true
let sinceLast = Date.now()
/** @type {Map<string, HTMLFormElement>} The form of each item before it was answered. */
const blank = new Map()

/** @param {string} key */
const articleOf = (key) => /** @type {HTMLElement} */ (document.getElementById(`item-${key}`))

/** @param {Item} item */
const formOf = (item) => /** @type {HTMLFormElement} */ (articleOf(item.key).querySelector('form'))

async function begin() {
  for (const item of course.items) blank.set(item.key, /** @type {HTMLFormElement} */ (formOf(item).cloneNode(true)))
  const host = hostOf(course, seconds)
  const found = await beginSession(course, host)
  ;({ progress, course } = found)
  session = 'session' in found ? found.session : undefined
  if (session?.isRecorded) takeOver(session.name, giveWay)
  say(course, host ? found.began : 'alone')
  course.items.forEach((item, place) => {
    const answer = progress.answers[place]
    if (answer) showAnswer(item, answer)
  })
  shown(progress.lesson)
  showAll()
  followAddress(onLesson)
  document.addEventListener('submit', onSubmit)
  document.addEventListener('click', onClick)
  addEventListener('pagehide', () => mayComeBack() || end())
  addEventListener('online', () => store())
  setInterval(() => hasArrived || store(), RETRY_MILLISECONDS)
  document.documentElement.dataset.ready = ''
}

function showAll() {
  showProgress(course, progress)
  showResult(course, progress)
}

/** @param {number} lesson */
function onLesson(lesson) {
  if (lesson >= course.lessons.length || lesson === progress.lesson) return
  progress = { ...progress, lesson }
  store()
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = event.target
  if (!(form instanceof HTMLFormElement && form.matches('form.item'))) return
  event.preventDefault()
  const place = course.items.findIndex((item) => item.key === form.dataset.item)
  const item = course.items[place]
  if (!item || progress.answers[place] || hasEnded) return
  const { response, error } = responseIn(form, item)
  form.querySelector('.err-line')?.remove()
  if (error !== undefined) return refuse(form, course.words[error])
  if (item.kind === 'dialogue' && !isEnded(item.parts, response)) return goOn(item, response)
  answer(item, place, response)
}

/** @param {HTMLFormElement} form @param {string} words */
function refuse(form, words) {
  const line = Object.assign(document.createElement('p'), { className: 'err-line', textContent: words, tabIndex: -1 })
  line.setAttribute('role', 'alert')
  form.querySelector('.item-send')?.before(line)
}

/** @param {Item} item @param {string[]} replies */
function goOn(item, replies) {
  const form = formAfter(articleOf(item.key), item, replies)
  if (!form) return
  formOf(item).replaceWith(form)
  form.querySelector('input:not([type=hidden])')?.closest('fieldset')?.setAttribute('tabindex', '-1')
  form.querySelector('fieldset')?.focus()
}

/** @param {Item} item @param {number} place @param {string[]} response */
function answer(item, place, response) {
  const right = isRight(item, response)
  if (right === null) return refuse(formOf(item), course.words.missing)
  if (!right && readHint(item)) return
  articleOf(item.key).querySelector('.item-second-try')?.remove()
  const given = { response, isRight: right }
  progress = { ...withAnswer(progress, place, given), lesson: item.lesson }
  showAnswer(item, given)?.focus()
  showAll()
  const now = Date.now()
  const lasted = (now - sinceLast) / 1000
  sinceLast = now
  const recorded = { id: randomId(), item: item.key, attempt: progress.attempt, at: new Date(now).toISOString() }
  store({ ...recorded, seconds: lasted, ...given })
}

/**
 * Shows the hint of an item that has one, the first time: the form waits for a second answer.
 * @param {Item} item
 */
function readHint(item) {
  const article = articleOf(item.key)
  const hint = article.querySelector('template[data-hint]')
  if (!(hint instanceof HTMLTemplateElement) || article.querySelector('.item-second-try')) return false
  if (item.kind === 'dialogue') formOf(item).replaceWith(blankOf(item))
  formOf(item).before(hint.content.cloneNode(true))
  const shown = article.querySelector('.item-second-try')
  if (shown instanceof HTMLElement) shown.focus()
  return true
}

/** @param {Item} item */
const blankOf = (item) => /** @type {Node} */ (blank.get(item.key)?.cloneNode(true))

/** @param {Item} item @param {Answer} answer */
function showAnswer(item, answer) {
  const article = articleOf(item.key)
  if (item.kind === 'dialogue') {
    const form = formAfter(article, item, answer.response.slice(0, -1))
    if (form) formOf(item).replaceWith(form)
    const last = formOf(item).querySelector(`[value="${answer.response.at(-1)}"]`)
    if (last instanceof HTMLInputElement) last.checked = true
  }
  showResponse(formOf(item), item, answer.response)
  const drawn = feedbackOf(article, item, answer)
  if (drawn) formOf(item).after(drawn)
  return drawn
}

/** @param {import('./learning/types.d.ts').Recorded} [answer] */
async function store(answer) {
  if (!session || hasEnded) return
  const before = hasArrived
  hasArrived = await session.store(progress, answer)
  if (!hasArrived) say(course, 'waiting')
  else if (!before) say(course, 'arrived')
}

/** @param {MouseEvent} event */
function onClick(event) {
  const button = event.target instanceof Element ? event.target.closest('button[data-act]') : null
  if (!(button instanceof HTMLButtonElement)) return
  if (button.dataset.act === 'again') beginAgain()
  if (button.dataset.act === 'leave') leave()
}

function beginAgain() {
  progress = nextAttempt(progress)
  for (const item of course.items) {
    const article = articleOf(item.key)
    article.querySelector('.item-feedback')?.remove()
    article.querySelector('.item-second-try')?.remove()
    formOf(item).replaceWith(blankOf(item))
  }
  sinceLast = Date.now()
  showAll()
  store()
  location.hash = 'lesson-1'
  focusOn(shown())
}

async function leave() {
  await store()
  if (!hasArrived || hasEnded) return
  const next = await end()
  say(course, 'left')
  if (next) location.assign(next)
  else window.close()
}

// A page that goes may be loaded again: in the middle of a course, a session that can wait does.
const mayComeBack = () => session?.bearsReload && !isComplete(progress)

async function end() {
  if (!session || hasEnded) return ''
  hasEnded = true
  document.documentElement.dataset.ended = ''
  return session.close()
}

// The other window's session goes on from what this one has stored; to end this one would store it once more, over that.
function giveWay() {
  hasEnded = true
  document.documentElement.dataset.ended = ''
  say(course, 'elsewhere')
}

// A page that comes back out of the browser's memory has no session any more.
addEventListener('pageshow', (event) => {
  if (event.persisted && hasEnded) say(course, 'ended')
})

begin()
