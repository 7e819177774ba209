import type { ChartTheme } from './chart_theme'

export interface Bar {
  name: string
  value: number
  /** Beside the bar: the amount, and where there is room what else is told. */
  amount: string
  more: string
}

/** Of a letter of the labels, px: a little more than digits and small letters take. */
const LETTER = 6.6

/** Bars of money, the first on top. */
export function barOption(bars: readonly Bar[], theme: ChartTheme, width: number) {
  const narrow = width < 480
  // A bar chart is drawn from below.
  const rows = [...bars].reverse()
  const told = rows.map(({ amount, more }) => (narrow ? amount : `${amount}  ${more}`))
  const longest = Math.max(0, ...told.map((text) => text.length))
  const room = Math.max(narrow ? 84 : 170, Math.ceil(longest * LETTER) + 12)
  return {
    textStyle: { fontFamily: theme.font, color: theme.muted },
    grid: { left: 8, right: room, top: 4, bottom: 4, containLabel: true },
    xAxis: {
      type: 'value',
      show: false,
      min: (range: { min: number }) => Math.min(0, range.min),
    },
    yAxis: {
      type: 'category',
      data: rows.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: theme.text,
        fontSize: 13,
        width: narrow ? 110 : 170,
        overflow: 'truncate',
      },
    },
    series: [
      {
        type: 'bar',
        data: rows.map(({ value }) => value),
        barMaxWidth: 14,
        barMinWidth: 2,
        itemStyle: { color: theme.brand, borderRadius: 2 },
        cursor: 'pointer',
        label: {
          show: true,
          position: 'right',
          color: theme.text,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => told[dataIndex],
        },
      },
    ],
  }
}

export const barsHeight = (bars: number) => Math.max(2, bars) * 32 + 8
