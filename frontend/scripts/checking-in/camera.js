// Reads codes with the camera. Fetched when somebody opens it; where the browser reads no codes itself, so is a reader.

const PAUSE = 200
const SAME_CODE = 4000

/**
 * Shows the camera, and tells of each code that it sees. Returns what closes it. Rejects where there is no camera, or none is
 * allowed.
 * @param {HTMLVideoElement} video
 * @param {string} readerAddress
 * @param {(code: string) => void} tell
 */
export async function openCamera(video, readerAddress, tell) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  video.srcObject = stream
  await video.play()
  const read = await reader(readerAddress)
  let last = ''
  let seenAt = 0
  const timer = setInterval(async () => {
    const code = await read(video).catch(() => '')
    if (!code || (code === last && Date.now() - seenAt < SAME_CODE)) return
    last = code
    seenAt = Date.now()
    tell(code)
  }, PAUSE)
  return () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}

/**
 * @param {string} address
 * @returns {Promise<(video: HTMLVideoElement) => Promise<string>>}
 */
async function reader(address) {
  const { BarcodeDetector } = /** @type {any} */ (globalThis)
  const formats = await BarcodeDetector?.getSupportedFormats().catch(() => [])
  if (formats?.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? ''
  }
  const { readCode } = await import(address)
  return async (video) => readCode(frameOf(video))
}

/** @param {HTMLVideoElement} video */
function frameOf(video) {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const drawing = /** @type {OffscreenCanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: true })
  )
  drawing.drawImage(video, 0, 0)
  return drawing.getImageData(0, 0, canvas.width, canvas.height)
}
