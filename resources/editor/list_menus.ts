import type { DropdownMenuItem } from '@nuxt/ui'
import type { Translate } from '~/rules/types'
import type { RouteEditor } from './context'
import { disconnect, settled } from './document'

type Menu = DropdownMenuItem[][]

/** What can be done to a node of the list. */
export const nodeMenu = (editor: RouteEditor, id: string, t: Translate): Menu => [
  [
    {
      label: t('common.action.edit'),
      icon: 'i-lucide-pencil',
      onSelect: () => editor.select([id], { open: 'node' }),
    },
    {
      label: t('canvas.action.duplicate'),
      icon: 'i-lucide-copy',
      onSelect: () => {
        const clip = editor.copy([id])
        if (clip) editor.paste(clip)
      },
    },
  ],
  [
    {
      label: t('common.action.delete'),
      icon: 'i-lucide-trash-2',
      color: 'error',
      onSelect: () => void editor.remove([id]),
    },
  ],
]

/** What can be done at one of its ways out. */
export function wayMenu(
  editor: RouteEditor,
  { from, port, to }: { from: string; port: string; to: string | null },
  t: Translate
): Menu {
  const add = () => {
    editor.pick.value = to ? { for: 'edge', from, port } : { for: 'port', from, port }
  }
  return [
    [
      {
        label: t(to ? 'canvas.action.insert' : 'canvas.action.add_here'),
        icon: 'i-lucide-plus',
        onSelect: add,
      },
      {
        label: t('canvas.action.lead'),
        icon: 'i-lucide-spline',
        onSelect: () => {
          editor.pick.value = { for: 'port', from, port }
        },
      },
      ...(to
        ? [
            {
              label: t('canvas.action.cut'),
              icon: 'i-lucide-unlink',
              onSelect: () => cutWire(editor, from, port, t),
            },
          ]
        : []),
    ],
  ]
}

/** Takes a wire off; the port it came out of is open then. */
export function cutWire(editor: RouteEditor, from: string, port: string, t: Translate) {
  const values = { name: editor.nameOf(from), port: editor.portName(port) }
  editor.change(t('canvas.step.disconnect', values), (doc) =>
    disconnect(settled(doc, editor.places.value), from, port)
  )
  editor.say(t('canvas.said.cut', values))
}
