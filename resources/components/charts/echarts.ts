/*
 * The parts of ECharts the pages use. Loaded by `chart_box.vue` when there is something to draw, never with a page.
 */
import { init, use } from 'echarts/core'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, MarkAreaComponent, TooltipComponent, SVGRenderer])

export { init }
