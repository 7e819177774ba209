import type { Page } from 'playwright'
import type { Locale } from '#shared/locales'
import type { PictureName } from './names.js'
import type { Prepared } from './prepare.js'

interface Shot {
  path: string
  /** What is opened or moved to before the picture is taken. */
  then?: (page: Page) => Promise<unknown>
}

const PROFILE = '/profiles/solar-germany'

/** Brings a part of an open panel to its top, with the heading above it. */
const toPart = (selector: string, above: number) => async (page: Page) => {
  const part = page.locator(`[role=dialog] ${selector}`).first()
  await part.waitFor()
  // Editors of code and rules load when their panel is open.
  await page.waitForTimeout(2000)
  await part.evaluate((element: any, px) => {
    element.style.scrollMarginTop = `${px}px`
    element.scrollIntoView({ block: 'start' })
  }, above)
}

/** Where each picture is taken. */
export const shotsOf = (made: Prepared, lang: Locale): Record<PictureName, Shot> => ({
  'overview': { path: '/overview' },
  'leads': { path: '/leads' },
  'pipelines': { path: '/leads/board?entity=solar' },
  'tasks': { path: '/tasks?tab=all' },
  'lead-story': { path: made.lead },
  'profile-assignments': { path: `${PROFILE}/assignments` },
  'rule-builder': {
    path: `${PROFILE}/assignments?open=sonnwerk-south`,
    then: toPart('[role=treegrid]', 90),
  },
  'route': { path: '/profiles/insurance-germany/route' },
  'automation': { path: '/automations/sell-contacted' },
  'backtest': { path: made.backtest },
  'forms': { path: '/forms' },
  'form-builder': { path: '/forms/solar-quote' },
  'import': { path: made.import },
  'sources': { path: made.source },
  'posting-document': { path: made.posting[lang] },
  'endpoints': { path: '/endpoints' },
  'partners': { path: '/partners' },
  'partner-delivery': {
    path: `${PROFILE}/assignments?open=sonnwerk-south`,
    then: toPart('.editor:has([role=tablist])', 70),
  },
  'portal-leads': { path: '/portal/leads' },
  'returns': { path: '/returns?status=waiting' },
  'revenue': { path: '/revenue' },
  'invoice': { path: made.invoice },
  'tax': { path: '/settings/tax' },
  'brand': { path: '/settings/brand' },
  'domains': { path: '/settings/domains' },
  'agency': { path: '/agency' },
  'plugins': { path: '/plugins' },
  'api-docs': { path: '/api/docs' },
  'blueprint': {
    path: '/blueprint',
    // The first line names the format.
    then: (page) =>
      page
        .locator('pre')
        .first()
        .evaluate((text: any) => {
          for (const box of [text, text.parentElement]) box.scrollTop = 34
        }),
  },
  'team': { path: '/settings/team' },
  'security': { path: '/settings/security' },
  'privacy': { path: '/privacy' },
  'suppliers': { path: '/suppliers' },
})
