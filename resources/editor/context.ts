/*
 * What everything on the canvas and in the panel beside it knows and may do.
 */
import { type Component, type ComputedRef, type InjectionKey, type Ref, inject } from 'vue'
import type { Around, Words } from '~/config/describe_changes'
import type { Edit } from '~/edit'
import type { FormContext } from '~/forms/form_context'
import type { AssignmentState, PartnerChoice, ProfilePage } from '~/profiles'
import type { RuleField } from '~/rules/types'
import type { Clip } from './clipboard'
import type { PinnedProblem } from './problems'
import type { ShownPort } from './ports'
import type { EditorDocument, EditorPlugin, Overlay, Point, Port, RouteNode } from './types'

export type PanelName = 'node' | 'simulate' | 'traffic' | 'changes' | 'test'

export interface Plugins {
  /** What may be put on the canvas. */
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

/** One line of two: what sets it off, and the rest that is known at its start. */
export interface StartText {
  trigger: string
  detail: string
}

/** What is drawn, as far as it is not the same for routes of profiles and for automations. */
export interface EditorSubject {
  kind: 'profile' | 'automation'
  plugins: ComputedRef<Plugins>
  secrets: ComputedRef<readonly string[]>
  /** What the marker at the start shows; its settings; its icon and name. */
  startText: ComputedRef<StartText>
  startForm: Component
  startLook: { icon: string; title: string }
  panels: readonly PanelEntry[]
  /** What a save does beside saving; nothing where that is all. */
  saveNote: ComputedRef<string | null>
  /** What the empty canvas says, and the nodes most begin with. */
  empty: ComputedRef<EmptyText>
  /** Where a problem that is no node's stands, for people. */
  placeOf: (field: string) => string
}

export interface EmptyText {
  title: string
  text: string
  ways: { type: string; head: string; text: string }[]
}

/** What stands beside the canvas. */
export interface PanelEntry {
  name: PanelName
  icon: string
  /** Key of its text. */
  label: string
  component: Component
  /** Only where the route can be changed. */
  editing?: boolean
}

export interface RouteEditor extends EditorSubject {
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

/** What only the editor of a profile's route knows. */
export interface ProfileRoute {
  profile: ComputedRef<ProfilePage>
  partners: ComputedRef<readonly PartnerChoice[]>
  /** Pauses and live use of caps of the assignments that are or were live, by key. */
  states: ComputedRef<Readonly<Record<string, AssignmentState>>>
}

export const PROFILE_ROUTE: InjectionKey<ProfileRoute> = Symbol('profile route')
export const useProfileRoute = (): ProfileRoute => inject(PROFILE_ROUTE)!
