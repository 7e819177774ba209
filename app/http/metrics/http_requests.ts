const BUCKETS_MS = [5, 25, 100, 500, 2500, 10_000]

interface Series {
  method: string
  route: string
  statuses: Map<number, number>
  /** Requests up to each bound; the last one counts all. */
  buckets: number[]
  totalMs: number
}

/** Counts of the requests this process has answered, by route and status. */
class HttpRequests {
  #series: Series[] = []

  /** A counter for one route, to be called with each answer's status and duration. */
  counter(method: string, route: string): (status: number, ms: number) => void {
    const series: Series = {
      method,
      route,
      statuses: new Map(),
      buckets: new Array<number>(BUCKETS_MS.length + 1).fill(0),
      totalMs: 0,
    }
    this.#series.push(series)
    return (status, ms) => {
      series.statuses.set(status, (series.statuses.get(status) ?? 0) + 1)
      series.totalMs += ms
      const bound = BUCKETS_MS.findIndex((limit) => ms <= limit)
      series.buckets[bound < 0 ? BUCKETS_MS.length : bound] += 1
    }
  }

  /** Lines of Prometheus text; routes nobody has called are left out. */
  lines(): string[] {
    const used = this.#series.filter(({ statuses }) => statuses.size > 0)
    return [
      '# HELP sluice_http_requests_total API requests answered by this process.',
      '# TYPE sluice_http_requests_total counter',
      ...used.flatMap(({ method, route, statuses }) =>
        [...statuses].map(
          ([status, count]) =>
            `sluice_http_requests_total{method="${method}",route="${route}",status="${status}"} ${count}`
        )
      ),
      '# HELP sluice_http_request_duration_seconds Time from the request to the end of its answer.',
      '# TYPE sluice_http_request_duration_seconds histogram',
      ...used.flatMap(durations),
    ]
  }
}

function durations({ method, route, buckets, totalMs }: Series): string[] {
  const labels = `method="${method}",route="${route}"`
  const name = 'sluice_http_request_duration_seconds'
  let upTo = 0
  const lines = BUCKETS_MS.map((limit, i) => {
    upTo += buckets[i]
    return `${name}_bucket{${labels},le="${limit / 1000}"} ${upTo}`
  })
  const count = upTo + buckets[BUCKETS_MS.length]
  return [
    ...lines,
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${totalMs / 1000}`,
    `${name}_count{${labels}} ${count}`,
  ]
}

export const httpRequests = new HttpRequests()
