import { stageNames } from '#schemas/names.ts';
import type { Message } from '../services/sqs.ts';
import { deadLettersOf, ruleDeadLettersOf } from '../stages/settings.ts';
import type { Scene } from './scene.ts';

const deadLetterQueues = stageNames.flatMap((stage) => [
  { stage, queue: deadLettersOf(stage) },
  { stage, queue: ruleDeadLettersOf(stage) },
]);

/** An operator moves the dead letters that they want back to their stages. */
export const redrive = ({ world, queues }: Scene, isWanted: (message: Message) => boolean): void => {
  for (const { stage, queue } of deadLetterQueues) {
    for (const message of [...queues.queue(queue).messages.values()]) {
      if (!isWanted(message)) continue;
      queues.acknowledge(queue, message.id);
      world.trace.add(
        'operator',
        `redrove ${message.id} (${message.attributes.reason ?? 'rule'}) to ${stage}`,
        message.body,
      );
      queues.send(stage, message.body);
      world.faults.note('redrive');
    }
  }
};
