import type { JsonObject } from '#schemas/json.ts';

/** What a message says in a chat channel. Text of ours may be markdown; what comes from elsewhere goes through `inChat`. */
export type ChatNote = {
  readonly title: string;
  readonly description: string;
  readonly nextSteps: readonly string[];
  readonly keywords: readonly string[];
  /** Messages of one thread are shown under each other. */
  readonly threadId: string;
  readonly resources: readonly string[];
  /** The same for machines: chat shows it to who asks, and custom actions may use it. */
  readonly context: Readonly<Record<string, string>>;
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that mentions nobody, links nowhere and has no markup in Slack or Teams, whatever a resource is called. */
export const inChat = (text: string, limit = 300): string => {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}`*~[\]|]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const short = plain.length > limit ? `${plain.slice(0, limit - 1)}…` : plain;
  return short.replace(/[&<>]/g, (char) => entities[char] ?? char);
};

const maxDescription = 3_000;
const maxListed = 10;

/**
 * The form in which Amazon Q Developer in chat applications shows a message of an SNS topic in Slack and Teams; anything
 * else it drops. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const customNotification = (id: string, note: ChatNote): JsonObject => ({
  version: '1.0',
  source: 'custom',
  id,
  content: {
    textType: 'client-markdown',
    title: note.title.slice(0, 250),
    description: note.description.slice(0, maxDescription),
    nextSteps: note.nextSteps.slice(0, maxListed),
    keywords: note.keywords.slice(0, maxListed),
  },
  metadata: {
    threadId: note.threadId,
    summary: note.title.slice(0, 250),
    relatedResources: note.resources.slice(0, maxListed),
    additionalContext: { ...note.context },
  },
});
