/** What stages and tags are told apart by; each name is a colour in light and in dark (`components/crm/colour_dot.vue`). */
export const COLOURS = ['grey', 'blue', 'teal', 'green', 'amber', 'red', 'violet', 'pink'] as const
export type Colour = (typeof COLOURS)[number]
