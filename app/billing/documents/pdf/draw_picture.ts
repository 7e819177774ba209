import type { Browser } from 'puppeteer-core'
import { openClosedPage } from '#billing/documents/pdf/closed_page'

/** A picture to be drawn anew. Its bytes are of a kind that was told by their content. */
export interface PictureJob {
  bytes: Uint8Array
  mediaType: string
  /** Boxes in px it is fitted into, whole; `square` ones are filled up with nothing. */
  boxes: { width: number; height: number; square: boolean }[]
  deadlineMs: number
}

/** Nothing of what was uploaded is in it but what it shows. */
export interface DrawnBox {
  width: number
  height: number
  png: Uint8Array
}

const SIZE = `document.images[0].decode().then(
  () => [document.images[0].naturalWidth, document.images[0].naturalHeight], () => null)`

/**
 * Draws a picture with the browser that prints: it decodes what others made in a process of its own, without scripts and
 * network. Null: it cannot be decoded.
 */
export async function drawPicture(browser: Browser, job: PictureJob): Promise<DrawnBox[] | null> {
  const { page, cdp, frame } = await openClosedPage(browser)
  try {
    await cdp.send('Emulation.setDefaultBackgroundColorOverride', {
      color: { r: 0, g: 0, b: 0, a: 0 },
    })
    const lay = (style: string) =>
      cdp.send('Page.setDocumentContent', { frameId: frame, html: html(job, style) })
    await lay('')
    const { result } = await cdp.send('Runtime.evaluate', {
      ...{ expression: SIZE, awaitPromise: true, returnByValue: true },
    })
    const size = result.value as [number, number] | null
    if (!size?.[0] || !size[1]) return null

    const drawn: DrawnBox[] = []
    for (const box of job.boxes) {
      const { width, height } = box.square ? box : fitted(size, box, job.mediaType)
      await cdp.send('Emulation.setDeviceMetricsOverride', {
        ...{ width, height, deviceScaleFactor: 1, mobile: false },
      })
      await lay(`width:${width}px;height:${height}px;object-fit:contain`)
      await cdp.send('Runtime.evaluate', { expression: SIZE, awaitPromise: true })
      const clip = { x: 0, y: 0, width, height, scale: 1 }
      const { data } = await cdp.send('Page.captureScreenshot', { format: 'png', clip })
      drawn.push({ width, height, png: new Uint8Array(Buffer.from(data, 'base64')) })
    }
    return drawn
  } finally {
    await page.close().catch(() => {})
  }
}

const html = ({ bytes, mediaType }: PictureJob, style: string) =>
  `<!doctype html><meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">` +
  `<body style="margin:0;background:transparent"><img alt="" style="display:block;${style}" src="data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}">`

/** As large as the box lets it; what has pixels gets no more of them than it had. */
function fitted(
  [width, height]: [number, number],
  box: { width: number; height: number },
  mediaType: string
) {
  const most = mediaType === 'image/svg+xml' ? Infinity : 1
  const scale = Math.min(most, box.width / width, box.height / height)
  const side = (size: number) => Math.max(1, Math.round(size * scale))
  return { width: side(width), height: side(height) }
}
