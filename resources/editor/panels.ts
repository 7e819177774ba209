/*
 * What stands beside the canvas: one line for each panel and for each section of a node's panel. A panel reads and changes
 * the route through `useEditor()`.
 */
import { type Component, defineAsyncComponent } from 'vue'
import type { PanelEntry, RouteEditor } from './context'

const NODE: PanelEntry = {
  name: 'node',
  icon: 'i-lucide-sliders-horizontal',
  label: 'canvas.panel.node',
  component: defineAsyncComponent(() => import('~/components/route/node_panel.vue')),
}

export const AUTOMATION_PANELS: PanelEntry[] = [
  NODE,
  {
    name: 'test',
    icon: 'i-lucide-play',
    label: 'automations.test.panel',
    component: defineAsyncComponent(() => import('~/components/automations/test_panel.vue')),
    editing: true,
  },
  {
    name: 'changes',
    icon: 'i-lucide-pencil',
    label: 'changes.panel',
    component: defineAsyncComponent(() => import('~/components/automations/changes_panel.vue')),
    editing: true,
  },
]

export const PROFILE_PANELS: PanelEntry[] = [
  NODE,
  {
    name: 'simulate',
    icon: 'i-lucide-play',
    label: 'simulate.panel',
    component: defineAsyncComponent(() => import('~/components/simulate/simulate_panel.vue')),
    editing: true,
  },
  {
    name: 'changes',
    icon: 'i-lucide-pencil',
    label: 'changes.panel',
    component: defineAsyncComponent(() => import('~/components/changes/changes_panel.vue')),
    editing: true,
  },
  {
    name: 'traffic',
    icon: 'i-lucide-waypoints',
    label: 'traffic.panel',
    component: defineAsyncComponent(() => import('~/components/route/traffic_panel.vue')),
  },
]

/** More than the settings of a node type, drawn below them; a setting that is drawn there is left out of the form. */
export interface NodeSection {
  component: Component
  /** Settings it draws itself. */
  draws: readonly string[]
  /** True while it takes the whole panel: what is opened in it is all there is to see. */
  fills?: (editor: RouteEditor) => boolean
}
export const NODE_SECTIONS: Record<string, NodeSection> = {
  offer: {
    component: defineAsyncComponent(() => import('~/components/offer/offer_section.vue')),
    draws: ['assignments'],
    fills: ({ assignment, document }) =>
      document.value.assignments.some(({ key }) => key === assignment.value),
  },
}
