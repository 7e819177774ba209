import { ref } from 'vue'

/** The node type that is on its way from the palette to the canvas: a browser tells what is dragged only when it is dropped. */
export const draggedType = ref<string | null>(null)
