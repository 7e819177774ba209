/*
 * What everything on the canvas and in the panel beside it knows and may do.
 */
import { type ComputedRef, type InjectionKey, type Ref, inject } from 'vue'
import type { Around, Words } from '~/config/describe_changes'
import type { Edit } from '~/edit'
import type { EntityForm } from '~/entities'
import type { FormContext } from '~/forms/form_context'
import type { AssignmentState, PartnerChoice, ProfilePage } from '~/profiles'
import type { RuleField } from '~/rules/types'
import type { Clip } from './clipboard'
import type { PinnedProblem } from './problems'
import type { ShownPort } from './ports'
import type { EditorDocument, EditorPlugin, Overlay, Point, Port, RouteNode } from './types'

export type PanelName = 'node' | 'simulate' | 'traffic' | 'changes'

export interface Plugins {
  nodes: readonly EditorPlugin[]
  strategies: readonly EditorPlugin[]
  channels: readonly EditorPlugin[]
}

/** Where a new node goes, or a wire is to lead: what the pick dialog is open for. */
export type Pick =
  | { for: 'add'; at: Point | null }
  | { for: 'port'; from: string; port: string; at?: Point }
  | { for: 'edge'; from: string; port: string }
  | { for: 'find' }

export interface RouteEditor {
  profile: ComputedRef<ProfilePage>
  entity: ComputedRef<EntityForm>
  partners: ComputedRef<readonly PartnerChoice[]>
  plugins: ComputedRef<Plugins>
  secrets: ComputedRef<readonly string[]>
  /** Pauses and live use of caps of the assignments that are or were live, by key. */
  states: ComputedRef<Readonly<Record<string, AssignmentState>>>
  fields: ComputedRef<readonly RuleField[]>
  around: ComputedRef<Around>
  words: Words
  /** What plugin forms are drawn with. */
  formContext: ComputedRef<FormContext>
  readonly: ComputedRef<boolean>

  /** The document is never changed in place: `change` puts another one there. */
  document: Readonly<Ref<EditorDocument>>
  /**
   * One undo step. `label` is said by undo ("Move 3 nodes"). With `merge` what follows at once under the same name is the
   * same step, as typing is.
   */
  change: (label: string, make: (doc: EditorDocument) => EditorDocument, merge?: string) => void
  undo: () => void
  redo: () => void
  undoLabel: ComputedRef<string | null>
  redoLabel: ComputedRef<string | null>
  /** Saving as the draft: `dirty`, `saving`, `save()`, `discard()`. */
  edit: Edit<EditorDocument>

  /** Ids of nodes, `@start`, and notes as `note:<key>`. */
  selection: Ref<string[]>
  select: (ids: string[], options?: { open?: PanelName; reveal?: boolean }) => void
  /** What the keyboard is at: of what is selected the last, else the start. */
  cursor: ComputedRef<string>
  /** The wire that is selected, as `<node>:<port>`. */
  wire: Ref<string | null>
  panel: Ref<PanelName | null>
  /** The assignment whose form is open in an offer's panel. */
  assignment: Ref<string | null>
  overlay: Ref<Overlay | null>
  pick: Ref<Pick | null>

  /** What keeps the document from being published, by node id; `@start` has what concerns the whole. */
  problems: ComputedRef<Record<string, PinnedProblem[]>>
  /** The same in the reader's words by path in the profile, as forms show them. */
  errors: ComputedRef<Record<string, string>>
  problemCount: ComputedRef<number>
  /** The last change is not judged yet. */
  checking: Ref<boolean>

  /** Where every node stands. */
  places: ComputedRef<Readonly<Record<string, Point>>>
  heightOf: (id: string) => number
  /** It is an offer with caps, and shows how full they are. */
  hasLevel: (id: string) => boolean
  portsOf: (id: string) => readonly Port[] | null
  /** Of a node that is not in the document (yet). */
  portsOfNode: (node: RouteNode) => readonly Port[] | null
  shownPortsOf: (id: string) => ShownPort[]
  nameOf: (id: string) => string
  typeName: (type: string) => string
  /** What a node type does, in a sentence. */
  typeText: (type: string) => string
  portName: (port: string) => string
  meaningOf: (id: string) => string
  /** Says something to screen readers. */
  say: (text: string) => void
  said: Ref<string>

  /** Adds a node of a type and opens it; where there is a pick it goes there. Answers its id. */
  add: (type: string, where?: Pick | null) => string | null
  connect: (from: string, port: string, to: string) => boolean
  remove: (ids: string[]) => Promise<boolean>
  copy: (ids: string[]) => Clip | null
  paste: (clip: Clip, at?: Point | null) => void
  tidy: () => void
  addNote: (at: Point | null) => void
  /** The drawn canvas; null while the list is shown. */
  view: Ref<CanvasView | null>
}

/** What the canvas can be asked to do. */
export interface CanvasView {
  reveal: (ids: readonly string[]) => void
  focus: (id: string) => void
  fit: () => void
  /** As it is first seen: from its start, at a size one can read. */
  begin: () => void
  zoom: (by: number | 'actual') => void
  /** The middle of what is seen. */
  centre: () => Point
}

export const ROUTE_EDITOR: InjectionKey<RouteEditor> = Symbol('route editor')
export const useEditor = (): RouteEditor => inject(ROUTE_EDITOR)!
