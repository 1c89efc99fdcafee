import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { comparable, isRight } from '../scripts/learning/grading.js'
import {
  clock,
  duration,
  pattern,
  rightResponse,
  SCORM_12,
  SCORM_2004,
  scaled,
} from '../scripts/learning/interactions.js'
import { cmi5 } from '../scripts/learning/hosts/cmi5.js'
import { scorm12 } from '../scripts/learning/hosts/scorm12.js'
import { scorm2004 } from '../scripts/learning/hosts/scorm2004.js'
import { done, finalResult, isFurther, nextAttempt, withAnswer, withReport } from '../scripts/learning/progress.js'
import { beginSession } from '../scripts/learning/session.js'
import { beginning, MOST_CHARACTERS, pack, unpack } from '../scripts/learning/state.js'
import { course, item, PARTS } from './learning-items.js'

const VECTORS = JSON.parse(readFileSync(new URL('../../tests/learning/grading_vectors.json', import.meta.url), 'utf8'))
const RIGHT = {
  ...Object.fromEntries(Object.keys(PARTS).map((kind) => [kind, rightResponse(item(kind))])),
  dialogue: ['2'],
}

/** Answers the first items of a course, rightly so many of them. */
function answering(content, rightly, from = beginning(content), count = content.items.length) {
  let progress = from
  for (let place = 0; place < count; place++) {
    const { kind } = content.items[place]
    progress = withAnswer(progress, place, { isRight: place < rightly, response: RIGHT[kind] })
  }
  return progress
}

for (const kind of Object.keys(PARTS)) {
  test(`each example is graded as it says: ${kind}`, () => {
    for (const [response, wanted] of [...VECTORS[kind], [RIGHT[kind], true]])
      assert.equal(isRight(item(kind), response), wanted, JSON.stringify(response))
  })
}

test('words are compared as Python compares them', () => {
  assert.equal(comparable(' « STRASSE » '), comparable('straße'))
  assert.equal(comparable('l’Écran.'), comparable("L'écran"))
  assert.equal(comparable('Porte‑clés'), comparable('porte-clés'))
  assert.equal(comparable('Œuf\u00a0!'), comparable('oeuf !'))
  assert.equal(comparable('「写真」'), comparable('写真'))
  assert.notEqual(comparable('a b'), comparable('ab'))
  for (const typed of ['33700', '33 700', '33\u202f700', '33\u00a0700', '33\u2009700', '33’700'])
    assert.equal(comparable(typed), '33700')
  assert.notEqual(comparable('33 70'), comparable('3370'))
})

test('a state gives back what went into it', () => {
  const content = course(Object.keys(PARTS).map((kind, place) => item(kind, String(10 + place))))
  let progress = { ...answering(content, 5), attempt: 3, lesson: 4 }
  assert.deepEqual(unpack(pack(progress, content), content), progress)
  progress = withReport(withAnswer(progress, 6, { isRight: false, response: ['1', '2'] }), content)
  assert.equal(progress.reported, 2)
  assert.deepEqual(unpack(pack(progress, content), content), progress)
})

test('a state that is damaged, of another course or of another program is none', () => {
  const content = course([item('choice', '1'), item('order', '2')])
  const text = pack(answering(content, 1), content)
  assert.equal(unpack('', content), null)
  assert.equal(unpack(`2${text.slice(1)}`, content), null)
  assert.equal(unpack(text.slice(0, -1), content), null)
  for (const other of [{ version: 2 }, { language: 'fr' }, { key: '6' }])
    assert.equal(unpack(text, course(content.items, other)), null)
  for (let place = 0; place < text.length; place++) {
    const damaged = text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1)
    assert.equal(unpack(damaged, content), null, damaged)
  }
})

test('a state of sixty items has room for what was typed, and never more than its characters', () => {
  for (const [words, least] of [
    ['consent', 7],
    ['個人情報保護方針', 5],
    ['x'.repeat(200), 6],
    ['👩‍👩‍👧', 0],
  ]) {
    const content = course(Array.from({ length: 60 }, (_one, place) => item('fill_in', String(place))))
    let progress = beginning(content)
    for (let place = 0; place < 60; place++) {
      progress = withAnswer(progress, place, { isRight: false, response: place % 2 ? [words, 'me'] : ['a', words] })
    }
    const text = pack(progress, content)
    assert.ok(text.length <= MOST_CHARACTERS, `${text.length} for ${words}`)
    assert.match(text, /^[\w-]+$/)
    const back = unpack(text, content)
    assert.equal(back.answers[1].response[1], 'me')
    const stored = back.answers[1].response[0]
    assert.ok(words.startsWith(stored))
    if (least) assert.ok(new TextEncoder().encode(stored).length >= least, `${stored} of ${words}`)
  }
})

test('a state of sixty items of the largest kinds fits', () => {
  const six = Array.from({ length: 6 }, (_one, place) => ({ text: String(place), is_right: true, partner: 'x' }))
  const items = Array.from({ length: 60 }, (_one, place) =>
    item('order', String(place), { parts: { ...PARTS.order, answers: six } }),
  )
  const content = course(items)
  let progress = beginning(content)
  for (let place = 0; place < 60; place++)
    progress = withAnswer(progress, place, { isRight: true, response: ['6', '5', '4', '3', '2', '1'] })
  assert.ok(pack(progress, content).length < 300)
  assert.deepEqual(unpack(pack(progress, content), content), progress)
})

test('a result is final once it is enough, or no attempt is left; it is never lowered', () => {
  const ten = Array.from({ length: 10 }, (_one, place) => item('choice', String(place)))
  const content = course(ten, { attempts: 2 })
  const first = answering(content, 6)
  assert.equal(finalResult(first, content), null)
  assert.equal(done(first, content), 0.99)
  const second = nextAttempt(first)
  assert.deepEqual([second.attempt, second.best, done(second, content)], [2, 6, 0.99])
  const failed = withReport(answering(content, 5, second), content)
  assert.deepEqual(finalResult(failed, content), { points: 6, of: 10, isPassed: false })
  assert.deepEqual([failed.reported, done(failed, content)], [1, 1])
  const passed = withReport(answering(content, 7), content)
  assert.deepEqual([passed.reported, finalResult(passed, content).points], [2, 7])
  const worse = withReport(answering(content, 0, nextAttempt(passed)), content)
  assert.deepEqual([worse.reported, finalResult(worse, content)], [2, { points: 7, of: 10, isPassed: true }])
})

test('of two states the further one counts', () => {
  const content = course([item('choice', '1'), item('order', '2')])
  const [none, one, both] = [0, 1, 2].map((count) => answering(content, 0, beginning(content), count))
  assert.ok(isFurther(one, none) && !isFurther(one, both) && !isFurther(one, one))
  assert.ok(isFurther(nextAttempt(both), both))
  assert.ok(isFurther({ ...none, reported: 2 }, nextAttempt(both)))
})

test('an answer is said in the words of each standard', () => {
  const said = (kind, delimiters) => pattern(item(kind), RIGHT[kind], delimiters)
  assert.equal(said('choices', SCORM_2004), '1[,]3')
  assert.equal(said('choices', SCORM_12), '1,3')
  assert.equal(said('match', SCORM_2004), '1[.]1[,]2[.]2[,]3[.]3')
  assert.equal(said('sort', SCORM_12), '1.2,2.1,3.2')
  assert.equal(said('fill_in', SCORM_2004), 'consent[,]date')
  assert.equal(pattern(item('fill_in'), ['x'.repeat(300), 'y'], SCORM_2004).length, 250)
  assert.deepEqual([duration(3725), clock(3725), clock(1e9)], ['PT1H2M5S', '0001:02:05', '9999:00:00'])
  assert.deepEqual([scaled(2, 3), scaled(7, 10), scaled(0, 0)], [0.6666, 0.7, 0])
})

/** A system that stores, or does not. */
function system(opened = {}) {
  const host = {
    takes: true,
    stored: [],
    open: async () => ({ learner: 'l', state: '', isRecorded: true, ...opened }),
    async save(stored) {
      if (host.takes) host.stored.push(stored)
      return host.takes
    },
    close: async () => '',
  }
  return host
}

test('what a system did not take stays on the device and is sent at the next launch', async (context) => {
  const store = new Map()
  globalThis.localStorage = {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => store.set(key, value),
    removeItem: (key) => store.delete(key),
  }
  context.after(() => delete globalThis.localStorage)
  const content = course([item('choice', '1'), item('order', '2')])
  const offline = system()
  const { session, progress } = await beginSession(content, offline)
  const first = withAnswer(progress, 0, { isRight: true, response: ['2'] })
  assert.equal(await session.store(first, { id: 'a', item: '1' }), true)
  assert.equal(store.size, 0)
  offline.takes = false
  const second = withAnswer(first, 1, { isRight: true, response: ['1', '2', '3'] })
  assert.equal(await session.store(second, { id: 'b', item: '2' }), false)
  assert.equal(store.size, 1)

  const online = system({ state: offline.stored[0].state })
  const again = await beginSession(content, online)
  assert.equal(again.began, 'replayed')
  assert.deepEqual(again.progress.answers, second.answers)
  assert.deepEqual(online.stored[0].answers, [{ id: 'b', item: '2' }])
  assert.equal(online.stored[0].isNew, true)
  assert.equal(store.size, 0)
  const third = await beginSession(content, system({ state: online.stored[0].state }))
  assert.deepEqual([third.began, third.progress.reported], ['resumed', 2])
})

test('a system that refuses, that only looks, or that has the state of another course', async () => {
  const content = course([item('choice', '1')])
  const refusing = { ...system(), open: async () => Promise.reject(new Error('no')) }
  assert.equal((await beginSession(content, refusing)).began, 'refused')
  assert.equal((await beginSession(content, system({ isRecorded: false }))).began, 'review')
  assert.equal((await beginSession(content, system({ state: 'what another wrote' }))).began, 'unreadable')
  const own = await beginSession(content, system({ passMark: 90 }))
  assert.equal(own.course.passMark, 90)
})

test('a system that does not count interactions gets each of them all the same', async () => {
  const values = new Map()
  const api = {
    LMSInitialize: () => 'true',
    LMSGetValue: (name) => values.get(name) ?? '',
    LMSSetValue: (name, value) => String(Boolean(values.set(name, value))),
    LMSCommit: () => 'true',
  }
  const host = scorm12(api, [item('choice', '1'), item('order', '2')], () => 1)
  assert.equal((await host.open()).isRecorded, true)
  assert.equal(values.get('cmi.core.exit'), 'suspend')
  const answer = { attempt: 1, at: '2026-01-01T10:00:00.000Z', seconds: 2, response: ['2'], isRight: true }
  const answers = [
    { ...answer, id: 'a', item: '1' },
    { ...answer, id: 'b', item: '2', response: ['1', '2', '3'] },
  ]
  const failed = { state: 'x', lesson: 0, done: 0.99, score: { points: 1, of: 2 }, result: null, isNew: false }
  await host.save({ ...failed, answers: [] })
  assert.deepEqual([values.get('cmi.core.lesson_status'), values.get('cmi.core.score.raw')], ['incomplete', '50'])
  const best = { points: 2, of: 2 }
  const stored = { state: 'x', lesson: 0, done: 1, score: best, result: { ...best, isPassed: true }, isNew: true }
  assert.equal(await host.save({ ...stored, answers }), true)
  assert.deepEqual([values.get('cmi.interactions.0.id'), values.get('cmi.interactions.1.id')], ['item-1', 'item-2'])
  assert.equal(values.get('cmi.core.lesson_status'), 'passed')
  const worse = { points: 0, of: 2 }
  await host.save({ ...stored, answers: [], score: worse, result: { ...worse, isPassed: false } })
  assert.deepEqual([values.get('cmi.core.lesson_status'), values.get('cmi.core.score.raw')], ['passed', '100'])
})

test('what a system refuses is said in the console, and the rest is stored', async (context) => {
  const values = new Map()
  const api = {
    Initialize: () => 'true',
    GetValue: (name) => values.get(name) ?? '',
    SetValue: (name, value) => String(!name.endsWith('latency') && Boolean(values.set(name, value))),
    GetLastError: () => '406',
    GetErrorString: () => 'Data Model Element Type Mismatch',
    Commit: () => 'true',
  }
  const said = context.mock.method(console, 'error', () => {})
  const host = scorm2004(api, [item('choice', '1')], () => 1, 'en')
  await host.open()
  const given = { id: 'a', item: '1', attempt: 1, at: '2026-12-01T19:34:59.578Z', seconds: 2, response: ['2'] }
  const answers = [{ ...given, isRight: true }]
  assert.equal(await host.save({ state: 'x', lesson: 0, done: 1, result: null, isNew: false, answers }), true)
  assert.equal(values.get('cmi.interactions.0.timestamp'), '2026-12-01T19:34:59.0Z')
  assert.equal(values.get('cmi.interactions.0.result'), 'correct')
  assert.equal(said.mock.callCount(), 1)
  assert.match(said.mock.calls[0].arguments[0], /did not take cmi.interactions.0.latency = "PT0H0M2S": 406 Data/)
})

test('a cmi5 page that is loaded again goes on with its session, and begins none once it has ended', async (context) => {
  const stored = new Map()
  globalThis.sessionStorage = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
  }
  const sent = []
  const system = async (address, options = {}) => {
    if (`${address}`.includes('/statements')) sent.push(JSON.parse(options.body).verb.display.en)
    return Response.json({ 'auth-token': 't' })
  }
  context.mock.method(globalThis, 'fetch', system)
  context.after(() => delete globalThis.sessionStorage)
  const content = course([item('choice', '1')])
  const launch = { endpoint: 'https://lms/', actor: '{}', registration: 'r', activity: 'https://lms/au' }
  const loaded = (fetch) =>
    beginSession(
      content,
      cmi5({ ...launch, fetch }, content, () => 1),
    )
  await loaded('https://lms/fetch?1')
  const first = await loaded('https://lms/fetch?1')
  assert.equal(first.session.bearsReload, true)
  await first.session.close()
  assert.deepEqual(sent, ['initialized', 'terminated'])
  const again = await loaded('https://lms/fetch?1')
  assert.deepEqual([again.began, again.session, sent.length], ['ended', undefined, 2])
  assert.ok((await loaded('https://lms/fetch?2')).session)
  assert.equal(sent.at(-1), 'initialized')
})
