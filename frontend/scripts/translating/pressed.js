// Whether a button of the mouse, or a finger, is down at the moment. What moves the page meanwhile takes what is pressed away
// from under the hand, and nothing is clicked.

/** @type {PromiseWithResolvers<void> | null} */
let press = null

addEventListener('pointerdown', () => (press ??= Promise.withResolvers()), true)
for (const lifted of ['pointerup', 'pointercancel'])
  addEventListener(
    lifted,
    () => {
      const { resolve } = press ?? {}
      press = null
      if (resolve) setTimeout(resolve) // after the click
    },
    true,
  )

export const isPressed = () => press !== null

/** Resolves when nothing is pressed. */
export const released = async () => press?.promise
