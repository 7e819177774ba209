export interface WorkPerson {
  email: string
  name: string | null
  /** May be given tasks. */
  working: boolean
}

export interface Note {
  id: string
  lead: string
  text: string
  /** As the trail names them. */
  author: string
  /** E-mails. */
  mentions: string[]
  created_at: string
  edited_at: string | null
}

export interface NoteWish {
  text: string
  mentions: string[]
}

export interface Task {
  id: string
  lead: string
  title: string
  due: string | null
  /** On the account's clock. */
  day: string | null
  time: string | null
  assignee: string | null
  assignee_name: string | null
  created_at: string
  created_by: string | null
  done_at: string | null
  done_by: string | null
}

export interface TaskWish {
  title?: string
  due?: string | null
  assignee?: string | null
  done?: boolean
}

export interface Watcher {
  email: string
  name: string | null
  since: string
}

export interface LeadWork {
  tasks: Task[]
  notes: Note[]
  watchers: Watcher[]
  people: WorkPerson[]
}
