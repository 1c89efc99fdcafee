// What stands in a line: links to pages, mentions, other links, pictures, breaks, and the small tags that authors may write.
import { hardbreakSchema, imageSchema, linkSchema, sanitizeLinkHref } from '@milkdown/kit/preset/commonmark'
import { $markSchema, $nodeSchema } from '@milkdown/kit/utils'

/** @import { Texts } from '../../types.d.ts' */

const reference = { default: null } // {label, kind} where the address is given by a reference elsewhere in the text

export const wikiLink = $nodeSchema('wiki_link', () => ({
  inline: true,
  group: 'inline',
  atom: true,
  attrs: { title: { validate: 'string' }, label: { default: '', validate: 'string' } },
  leafText: ({ attrs }) => (attrs.label || attrs.title).trim(),
  parseDOM: [
    {
      tag: 'a[data-wiki-title]',
      priority: 60,
      getAttrs: ({ dataset }) => ({ title: dataset.wikiTitle, label: dataset.wikiLabel ?? '' }),
    },
  ],
  toDOM: ({ attrs: { title, label } }) => {
    const data = { class: 'wiki', 'data-wiki-title': title, ...(label && { 'data-wiki-label': label }) }
    return ['a', data, (label || title).trim()]
  },
  parseMarkdown: {
    match: ({ type }) => type === 'wikiLink',
    runner: (state, { title, label }, type) => {
      state.addNode(type, { title, label })
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'wiki_link',
    runner: (state, { attrs }) => {
      state.addNode('wikiLink', undefined, undefined, { ...attrs })
    },
  },
}))

/**
 * Somebody who goes by no name: `texts.colleague` stands for it.
 * @param {Texts} [texts]
 */
export const mention = (texts = {}) =>
  $nodeSchema('mention', () => ({
    inline: true,
    group: 'inline',
    atom: true,
    attrs: { alias: { validate: 'string' } },
    leafText: () => `@${texts.colleague ?? ''}`,
    parseDOM: [{ tag: 'span[data-mention]', priority: 60, getAttrs: ({ dataset }) => ({ alias: dataset.mention }) }],
    toDOM: ({ attrs: { alias } }) => ['span', { class: 'mention', 'data-mention': alias }, `@${texts.colleague ?? ''}`],
    parseMarkdown: {
      match: ({ type }) => type === 'mention',
      runner: (state, { alias }, type) => {
        state.addNode(type, { alias })
      },
    },
    toMarkdown: {
      match: ({ type }) => type.name === 'mention',
      runner: (state, { attrs }) => {
        state.addNode('mention', undefined, undefined, { ...attrs })
      },
    },
  }))

export const link = linkSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  inclusive: false,
  attrs: {
    href: { validate: 'string' },
    title: { default: null, validate: 'string|null' },
    reference,
    isBare: { default: false, validate: 'boolean' },
  },
  parseDOM: [
    { tag: 'a[href]', getAttrs: (dom) => ({ href: dom.getAttribute('href'), title: dom.getAttribute('title') }) },
  ],
  toDOM: ({ attrs: { href, title } }) => ['a', { href: sanitizeLinkHref(href), ...(title && { title }) }, 0],
  parseMarkdown: {
    match: ({ type }) => type === 'link',
    runner: (state, { url, title, reference: given, isBare, children }, type) => {
      state.openMark(type, { href: url, title: title ?? null, reference: given ?? null, isBare: !!isBare })
      state.next(children)
      state.closeMark(type)
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'link',
    runner: (state, mark) => {
      const { href: url, title, reference: given, isBare } = mark.attrs
      state.withMark(mark, 'link', undefined, { url, title, reference: given, isBare })
    },
  },
}))

// The site shows no picture from elsewhere, and its policy fetches none.
/** @param {string} src */
const isOwn = (src) => /^\/(?!\/)/.test(src)
/**
 * @param {Record<string, string>} attrs
 * @returns {import('@milkdown/kit/prose/model').DOMOutputSpec}
 */
const shownImage = ({ src, alt, title }) => ['img', { src, alt, ...(title && { title }) }]
/**
 * @param {Record<string, string>} attrs
 * @returns {import('@milkdown/kit/prose/model').DOMOutputSpec}
 */
const namedImage = ({ src, alt, title }) => [
  'span',
  { class: 'missing', 'data-image': src, 'data-alt': alt, 'data-title': title },
  alt || src || '…',
]

export const image = imageSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  defining: false,
  isolating: false,
  attrs: {
    src: { default: '', validate: 'string' },
    alt: { default: '', validate: 'string' },
    title: { default: '', validate: 'string' },
    reference,
  },
  parseDOM: [
    {
      tag: 'img[src]',
      getAttrs: (dom) => ({
        src: dom.getAttribute('src'),
        alt: dom.getAttribute('alt') ?? '',
        title: dom.getAttribute('title') ?? '',
      }),
    },
    {
      tag: 'span[data-image]',
      getAttrs: ({ dataset }) => ({ src: dataset.image, alt: dataset.alt ?? '', title: dataset.title ?? '' }),
    },
  ],
  toDOM: ({ attrs }) => (isOwn(attrs.src) ? shownImage(attrs) : namedImage(attrs)),
  parseMarkdown: {
    match: ({ type }) => type === 'image',
    runner: (state, { url, alt, title, reference: given }, type) => {
      state.addNode(type, { src: url ?? '', alt: alt ?? '', title: title ?? '', reference: given ?? null })
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'image',
    runner: (state, { attrs: { src, alt, title, reference: given } }) => {
      state.addNode('image', undefined, undefined, { url: src, alt, title, reference: given })
    },
  },
}))

/** `isInline` is a line's end that the page shows as a space; `tag` the very `<br>` that an author wrote. */
export const hardbreak = hardbreakSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  linebreakReplacement: true, // the lines of code that becomes words
  attrs: { isInline: { default: false, validate: 'boolean' }, tag: { default: '', validate: 'string' } },
  parseDOM: [{ tag: 'br' }, { tag: 'span[data-line-end]', getAttrs: () => ({ isInline: true }) }],
  toDOM: ({ attrs }) => (attrs.isInline ? ['span', { 'data-line-end': '' }, ' '] : ['br']),
  leafText: ({ attrs }) => (attrs.isInline ? ' ' : '\n'),
  parseMarkdown: {
    match: ({ type }) => type === 'break',
    runner: (state, node, type) => {
      state.addNode(type, { isInline: Boolean(/** @type {any} */ (node.data)?.isInline), tag: node.tag ?? '' })
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'hardbreak',
    runner: (state, { attrs: { isInline, tag } }) => {
      if (isInline) state.addNode('text', undefined, '\n')
      else state.addNode('break', undefined, undefined, { tag })
    },
  },
}))

/** @param {string} tag */
const small = (tag) =>
  $markSchema(tag, () => ({
    attrs: /** @type {Record<string, object>} */ (
      tag === 'abbr' ? { title: { default: null, validate: 'string|null' } } : {}
    ),
    excludes: 'sub sup kbd abbr',
    parseDOM: [
      {
        tag,
        getAttrs: (/** @type {HTMLElement} */ dom) => (tag === 'abbr' ? { title: dom.getAttribute('title') } : null),
      },
    ],
    toDOM: ({ attrs }) => [tag, attrs.title ? { title: attrs.title } : {}, 0],
    parseMarkdown: {
      match: (node) => node.type === 'smallTag' && node.tag === tag,
      runner: (state, { title, children }, type) => {
        state.openMark(type, tag === 'abbr' ? { title } : {})
        state.next(children)
        state.closeMark(type)
      },
    },
    toMarkdown: {
      match: ({ type }) => type.name === tag,
      runner: (state, mark) => {
        state.withMark(mark, 'smallTag', undefined, { tag, title: mark.attrs.title ?? null })
      },
    },
  }))

export const smallTags = ['sub', 'sup', 'kbd', 'abbr'].map(small)
