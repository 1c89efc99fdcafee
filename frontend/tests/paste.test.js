import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanAddress } from '../editor/paste/links.js'
import { paragraphsOf, textPiece, tidy, wingdings } from '../editor/paste/pieces.js'
import { stylesOf } from '../editor/paste/style.js'

const HERE = 'https://guide.example'
const text = (words, marks = {}) => ({ text: words, marks })
const BREAK = { isBreak: true }

test('an address of the site loses its host', () => {
  assert.equal(cleanAddress('https://guide.example/wiki/?q=1#a', HERE), '/wiki/?q=1#a')
  assert.equal(cleanAddress('/wiki/', HERE), '/wiki/')
})

test('an address that only counts clicks is unwrapped', () => {
  const safe = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=1'
  assert.equal(cleanAddress(safe, HERE), 'https://example.org/a')
  assert.equal(cleanAddress('https://www.google.com/url?q=https://example.org/a&sa=D', HERE), 'https://example.org/a')
})

test('what is no address for a reader is left out', () => {
  for (const href of ['javascript:alert(1)', 'file:///C:/a', 'data:text/html,a', '#', '', null])
    assert.equal(cleanAddress(href, HERE), null)
})

test('an address without a path is not given one', () => {
  assert.equal(cleanAddress('https://example.org', HERE), 'https://example.org')
  assert.equal(cleanAddress('//example.org/a', HERE), 'https://example.org/a')
})

test('spaces become one space, and no-break spaces stay between figures alone', () => {
  assert.equal(textPiece('a \n\t b', {}).text, 'a b')
  assert.equal(textPiece('10\u00a0000 et\u00a0plus', {}).text, '10\u00a0000 et plus')
  assert.equal(textPiece('soft\u00adhyphen\u200b', {}).text, 'softhyphen')
})

test('one break is a line, two are a paragraph', () => {
  assert.deepEqual(paragraphsOf([text('a'), BREAK, text('b'), BREAK, BREAK, text('c')]), [
    [text('a'), BREAK, text('b')],
    [text('c')],
  ])
  assert.deepEqual(paragraphsOf([BREAK, text('a'), BREAK]), [[text('a')]])
  assert.deepEqual(paragraphsOf([text(' ')]), [])
})

test('marks hold no space at their edges', () => {
  const bold = { strong: true }
  assert.deepEqual(tidy([text('a'), text(' b ', bold), text('c')]), [text('a '), text('b', bold), text(' c')])
})

test('pieces of equal marks are one', () => {
  assert.deepEqual(tidy([text('a', { em: true }), text('b', { em: true })]), [text('ab', { em: true })])
})

test('the signs of Wingdings become what they show', () => {
  assert.equal(wingdings('J à x'), '🙂 → x')
})

test('the declarations of a style are read as they were written', () => {
  const element = { getAttribute: () => 'Font-Weight: bold; mso-list:l0 level2 lfo1 ;; nothing' }
  assert.deepEqual(stylesOf(element), { 'font-weight': 'bold', 'mso-list': 'l0 level2 lfo1' })
})
