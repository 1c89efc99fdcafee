// Makes a picture smaller in the browser, when it is too heavy for the site.
const LONGEST = 2400
const STEPS = [0.86, 0.75, 0.6]

/**
 * A JPEG of at most `most` bytes; null where the browser cannot read or draw the picture.
 * @param {File} file
 * @param {number} most
 */
export async function reduced(file, most) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return null
  const canvas = drawn(bitmap)
  bitmap.close()
  if (!canvas) return null
  for (const quality of STEPS) {
    /** @type {Promise<Blob | null>} */
    const encoded = new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality))
    const blob = await encoded
    if (blob && blob.size <= most) return new File([blob], named(file.name), { type: 'image/jpeg' })
  }
  return null
}

/** @param {ImageBitmap} bitmap */
function drawn(bitmap) {
  const factor = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * factor))
  canvas.height = Math.max(1, Math.round(bitmap.height * factor))
  const context = canvas.getContext('2d')
  if (!context) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** @param {string} name */
const named = (name) => `${name.replace(/\.[^.]*$/, '')}.jpg`
