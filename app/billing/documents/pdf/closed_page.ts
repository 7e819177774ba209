import type { Browser, CDPSession, Page } from 'puppeteer-core'

/** A page that asks nobody for anything and runs no scripts, whatever is laid into it; `frame` is where. */
export async function openClosedPage(
  browser: Browser
): Promise<{ page: Page; cdp: CDPSession; frame: string }> {
  const page = await browser.newPage()
  try {
    const cdp = await page.createCDPSession()
    cdp.on('Fetch.requestPaused', ({ requestId }) => {
      cdp.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }).catch(() => {})
    })
    await Promise.all([
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      cdp.send('Emulation.setScriptExecutionDisabled', { value: true }),
      cdp.send('Page.enable'),
    ])
    const { frameTree } = await cdp.send('Page.getFrameTree')
    return { page, cdp, frame: frameTree.frame.id }
  } catch (error) {
    await page.close().catch(() => {})
    throw error
  }
}
