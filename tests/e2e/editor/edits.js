// What a person does to a text, once each: a word, a cell, an item, a picture. Each edit begins from the text as it was.
window.editsOf = (core, text, most) => {
  const edits = []
  core.replace(text)
  const opened = core.view.state.doc
  for (const [kind, make] of Object.entries(KINDS)) {
    for (const place of some(placesOf(opened, kind), most)) {
      core.reset(opened)
      const word = `zq${kind}${edits.length}x`
      core.view.dispatch(make(core.view.state, place, word))
      const [first, last] = linesOf(core, text, place.index)
      edits.push({ kind, word, first, last, merged: core.markdown() })
    }
  }
  return edits
}

const KINDS = {
  word: ({ tr }, { pos, node }, word) => tr.insertText(` ${word} `, pos + 1 + wordEnd(node)),
  heading: ({ tr }, { pos, node }, word) => tr.insertText(` ${word}`, pos + 1 + node.content.size),
  cell: ({ tr }, { pos, node }, word) => tr.insertText(word, pos + 1 + node.content.size),
  item: ({ tr, schema }, { pos, node }, word) => {
    const { list_item: item, paragraph } = schema.nodes
    return tr.insert(pos + node.nodeSize, item.create({ ...node.attrs }, paragraph.create(null, schema.text(word))))
  },
  image: ({ tr, schema }, { pos, node }, word) => {
    return tr.insert(pos + 1 + node.content.size, schema.nodes.image.create({ src: `/media/images/${word}.png`, alt: word }))
  },
  paragraph: ({ tr, schema }, { pos, node }, word) => {
    return tr.insert(pos + node.nodeSize, schema.nodes.paragraph.create(null, schema.text(word)))
  },
}

function placesOf(doc, kind) {
  const places = []
  doc.descendants((node, pos, parent) => {
    const isPlace = {
      word: node.type.name === 'paragraph' && node.content.size > 20 && !parent.type.name.startsWith('table_'),
      heading: node.type.name === 'heading',
      cell: node.type.name === 'paragraph' && parent.type.name.startsWith('table_'),
      item: node.type.name === 'list_item',
      image: node.type.name === 'paragraph' && node.content.size > 0 && parent.type.name === 'doc',
      paragraph: parent.type.name === 'doc',
    }[kind]
    if (isPlace) places.push({ pos, node, index: doc.resolve(pos).index(0) })
  })
  return places
}

// The one in the middle, the first and the last, as many of them as are asked for.
function some(places, most) {
  return [...new Set([places[places.length >> 1], places[0], places.at(-1)])].filter(Boolean).slice(0, most)
}

// Behind the first word that is not marked, else at the beginning.
function wordEnd(paragraph) {
  let end = 0
  paragraph.forEach((node, offset) => {
    const found = !end && node.isText && !node.marks.length ? /^[^]*?\p{L}+(?=[ ,.])/u.exec(node.text) : null
    if (found) end = offset + found[0].length
  })
  return end
}

function linesOf(core, text, index) {
  const [start, end] = core.text.opened.ranges[index]
  const lineAt = (offset) => text.slice(0, offset).split('\n').length - 1
  return [lineAt(start), lineAt(end)]
}
