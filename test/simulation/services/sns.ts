import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Operations, World } from './world.ts';

/** A message that a topic took. `id` is the pipeline's own name of it: `<job id>/<message>`. */
export type Told = { readonly messageId: string; readonly id: string; readonly who: string; readonly at: number };

export type Topic = {
  readonly operations: Operations;
  readonly told: readonly Told[];
};

/** What chat applications get of a message says which it is; of a digest, its text's place does. */
const idIn = (message: string): string => {
  const { https = '{}' }: { https?: string } = JSON.parse(message);
  const { id, jobs }: { id?: string; jobs?: readonly { jobId: string }[] } = JSON.parse(https);
  return id ?? `digest of ${jobs?.map(({ jobId }) => jobId).join(', ')}`;
};

/** A topic that remembers what it was told. */
export const topic = ({ time }: World, onTold: (told: Told, earlier: readonly Told[]) => void): Topic => {
  const told: Told[] = [];
  return {
    told,
    operations: {
      Publish({ Message = '{}' }: PublishCommandInput, who) {
        const each = { messageId: `sns-${told.length}`, id: idIn(Message), who, at: time.now };
        onTold(each, told);
        told.push(each);
        return { MessageId: each.messageId };
      },
    },
  };
};
