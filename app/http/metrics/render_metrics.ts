import { monitorEventLoopDelay } from 'node:perf_hooks'
import { engine } from '#distribution/engine'
import { EventCounts } from '#http/metrics/event_counts'
import { httpRequests } from '#http/metrics/http_requests'
import { store } from '#store/store'

const events = new EventCounts(Date.now())
let delay: ReturnType<typeof monitorEventLoopDelay> | null = null

/** Everything this process can tell about itself and the install, as Prometheus text. `now` in ms. */
export async function renderMetrics(now: number): Promise<string> {
  const [counts, queue] = await Promise.all([events.at(now), queueDepth(now)])
  const count = (type: string) => counts.get(type) ?? 0
  const outcomes = [...counts].filter(([type]) => type.startsWith('delivery.'))
  const lines = [
    ...metric('sluice_leads_total', 'counter', 'Leads stored since this process began.', [
      ['', count('lead.received')],
    ]),
    ...metric(
      'sluice_duplicates_total',
      'counter',
      'Leads that were found to be duplicates since this process began.',
      [['', count('lead.duplicate')]]
    ),
    ...metric(
      'sluice_deliveries_total',
      'counter',
      'Steps of deliveries since this process began, by outcome.',
      outcomes.map(([type, n]) => [`outcome="${type.slice('delivery.'.length)}"`, n])
    ),
    ...metric('sluice_queue_depth', 'gauge', 'Distributions that have not ended.', [
      ['state="due"', queue.due],
      ['state="asleep"', queue.asleep],
    ]),
    ...metric('sluice_runs_under_way', 'gauge', 'Distributions this process works on.', [
      ['', engine.underWay],
    ]),
    ...processLines(),
    ...httpRequests.lines(),
  ]
  return `${lines.join('\n')}\n`
}

async function queueDepth(now: number): Promise<{ due: number; asleep: number }> {
  const row = await store.first(
    `select count(*) as open, sum(case when wake_at > ? then 1 else 0 end) as asleep
       from distributions where status in ('queued', 'running')`,
    [now]
  )
  const asleep = Number(row?.asleep ?? 0)
  return { due: Number(row?.open ?? 0) - asleep, asleep }
}

/** Lag is measured from the first look on: a process nobody asks pays nothing for it. */
function processLines(): string[] {
  if (!delay) (delay = monitorEventLoopDelay({ resolution: 20 })).enable()
  const lag = (ns: number): number => (Number.isFinite(ns) ? Math.max(0, ns) / 1e9 : 0)
  const lines = [
    ...metric('sluice_event_loop_lag_seconds', 'gauge', 'Delay of timers since the last look.', [
      ['quantile="0.5"', lag(delay.percentile(50))],
      ['quantile="0.99"', lag(delay.percentile(99))],
    ]),
    ...metric('process_resident_memory_bytes', 'gauge', 'Memory of this process.', [
      ['', process.memoryUsage.rss()],
    ]),
    ...metric('process_cpu_seconds_total', 'counter', 'CPU time of this process.', [
      ['', process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6],
    ]),
    ...metric('process_uptime_seconds', 'gauge', 'Age of this process.', [['', process.uptime()]]),
  ]
  delay.reset()
  return lines
}

const metric = (
  name: string,
  type: string,
  help: string,
  samples: [string, number][]
): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...samples.map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`),
]
