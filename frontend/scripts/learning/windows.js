// A course that is open in two windows of a browser: the one that was opened last goes on. Two sessions would store, one over
// the other, how far each of them is.

/**
 * Tells other windows with this course that it is open here, and calls `onOther` once it is open in another one.
 * @param {string} name The course and the learner.
 * @param {() => void} onOther
 */
export function takeOver(name, onOther) {
  if (!('BroadcastChannel' in globalThis)) return
  const channel = new BroadcastChannel(`guide-course:${name}`)
  channel.addEventListener('message', () => {
    channel.close()
    onOther()
  })
  channel.postMessage('')
}
