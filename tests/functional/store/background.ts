import { AutomationRunner } from '#automations/automation_runner'
import { domainRunner } from '#accounts/domains/domain_runner'
import { planRunner } from '#billing/plans/plan_runner'
import { scheduleRunner } from '#billing/schedules/schedule_runner'
import { recheckRunner } from '#billing/vies/recheck_runner'
import { sendRunner } from '#billing/sends/send_runner'
import { fileRunner } from '#billing/documents/files/file_runner'
import { writeFigures } from '#capture/hosted/figures'
import { cleanUpRunner, confirmationRunner } from '#capture/hosted/send_confirmations'
import { importRunner } from '#capture/imports/import_runner'
import { backtestRunner } from '#distribution/backtest/jobs/backtest_runner'
import { jobRunner } from '#distribution/lead_jobs/job_runner'
import { crmRunner } from '#distribution/lead_mails/mail_runner'
import { LeadIndexer } from '#distribution/lead_search/indexer'
import { overdueRunner } from '#distribution/returns/overdue_runner'
import { rollCosts } from '#insights/costs/roll_costs'
import { rollUp } from '#insights/figures/roll_up'
import { sumNextDay } from '#insights/revenue/sum_days'
import { rollTraffic } from '#insights/traffic/roll_traffic'
import { noticeMailRunner, noticeRunner, webhookRunner } from '#notifications/notice_runner'
import { deadlineRunner, portalMailRunner } from '#portal/deadlines/deadline_runner'
import { requestRunner } from '#privacy/requests/request_runner'
import { retentionRunner } from '#privacy/retention/retention_runner'
import { importRunner as suppressionRunner } from '#privacy/suppression/import_runner'

const RUNNERS = [
  ...[domainRunner, planRunner, scheduleRunner, recheckRunner, sendRunner, fileRunner],
  ...[cleanUpRunner, confirmationRunner, importRunner, backtestRunner, jobRunner, crmRunner],
  ...[overdueRunner, noticeMailRunner, noticeRunner, webhookRunner, deadlineRunner],
  ...[portalMailRunner, requestRunner, retentionRunner, suppressionRunner],
]

/** One pass of everything a timer does. */
export async function lookOnceAtEverything(): Promise<void> {
  for (const runner of RUNNERS) {
    runner.kick()
    await runner.stop()
  }
  const automations = new AutomationRunner()
  automations.kick()
  await automations.stop()
  await writeFigures()
  await new LeadIndexer({ size: 1, holdMs: -10_000, lagMs: 0 }).pass()
  for (const roll of [rollCosts, rollUp, sumNextDay, rollTraffic]) await roll(Date.now())
}
