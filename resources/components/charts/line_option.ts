import type { ChartTheme } from './chart_theme'

export interface LineChart {
  labels: string[]
  /** Null: not come yet. */
  values: (number | null)[]
  /** A thin line beside it: the time before. */
  before?: number[] | null
  /** Place from which on the period lies, where more than it is drawn. */
  chosenFrom?: number
  /** Only whole numbers stand on the axis. */
  whole?: boolean
  number: (value: number) => string
  /** What is told of a place: dates and amounts alone, so that no name becomes markup. */
  tell: (index: number) => string
}

/** Values over time: the axis from zero, and below it where something is. */
export const lineOption = (chart: LineChart, theme: ChartTheme) => ({
  textStyle: { fontFamily: theme.font, color: theme.muted },
  grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
  tooltip: {
    trigger: 'axis',
    backgroundColor: theme.panel,
    borderColor: theme.line,
    textStyle: { color: theme.text, fontSize: 12 },
    formatter: (params: unknown) => chart.tell((params as { dataIndex: number }[])[0].dataIndex),
  },
  xAxis: {
    type: 'category',
    data: chart.labels,
    boundaryGap: false,
    // Below all values, not across them where some are below zero.
    axisLine: { onZero: false, lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
  },
  yAxis: {
    type: 'value',
    min: lowest,
    minInterval: chart.whole ? 1 : undefined,
    splitNumber: 3,
    splitLine: { lineStyle: { color: theme.line } },
    axisLabel: { color: theme.muted, fontSize: 11, formatter: chart.number },
  },
  series: [
    ...(chart.before
      ? [
          {
            type: 'line',
            data: chart.before,
            symbol: 'none',
            silent: true,
            lineStyle: { color: theme.muted, width: 1.5, type: 'dashed' },
          },
        ]
      : []),
    {
      type: 'line',
      data: chart.values,
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: chart.values.length < 40,
      lineStyle: { color: theme.brand, width: 2 },
      itemStyle: { color: theme.brand },
      markArea:
        (chart.chosenFrom ?? 0) > 0
          ? {
              silent: true,
              itemStyle: { color: theme.brand, opacity: 0.08 },
              data: [[{ xAxis: chart.chosenFrom }, { xAxis: chart.values.length - 1 }]],
            }
          : undefined,
    },
  ],
})

/** A round number below what is drawn: an odd one would stand on the axis, over its neighbour. */
function lowest({ min, max }: { min: number; max: number }): number {
  if (min >= 0) return 0
  const step = 10 ** Math.floor(Math.log10(Math.max(-min, max, 1) / 2))
  return Math.floor(min / step) * step
}
