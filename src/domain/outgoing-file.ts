/** A file that is posted with a message. */
export type OutgoingFile = { name: string; description: string | null; data: Uint8Array };
