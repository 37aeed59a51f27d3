/**
 * Every line the functions log: a stable code and its words. Values go beside them as fields, never payloads: an id, a
 * count, a stage, a reason.
 */
export const logMessages = {
  JOB_SUBMITTED: 'A drop or a request became a job',
  REHEARSING: 'A stage is made to fail, as its job asks for',
  JOB_REPLAYED: 'A job that has ended was asked for again',
  MODEL_SWITCHED_OFF: 'The model was switched off for the whole stage: it cost more in a day than it may',
  JOB_CANCELLED: 'A job was called off',
  EVENT_RECEIVED: 'A stage received an event',
  EVENT_HANDLED: 'A stage has done what an event asks for',
  STAGE_COMMITTED: 'A stage committed its outcome',
  EVENT_IGNORED: 'An event changes nothing any more and was acknowledged',
  RECORD_RETRYING: 'A record failed and comes back later',
  RECORD_POSTPONED: 'A record waits for another worker and comes back later',
  RECORD_DEAD_LETTERED: 'A record was put into the dead-letter queue',
  DROP_ARRIVED: 'An object arrived and the drop is settling',
  DROP_WAITING: 'A drop waits until the job before it is archived',
  DROP_INCOMPLETE: 'A drop waits for the rest of what its kind of job needs',
  DROP_EMPTY: 'A drop settled with nothing in it',
  DROP_OFFERED_AGAIN: 'A drop that no notification told of was offered to intake',
  OUTBOX_REPUBLISHED: 'The watchdog published an outbox that was left behind',
  JOB_STALLED: 'The watchdog failed a job that nothing moved any more',
  PARTS_GIVEN_UP: 'The watchdog gave up the parts of a stage that nobody had heard of',
  PARTS_ASKED: 'The parts of a stage were asked for',
  PART_DONE: 'A part of a stage is done',
  PART_HANDED_ON: 'A part of a stage outlasted its worker and was handed on to another',
  PART_FAILED: 'A part of a stage could not be done and is recorded as failed',
  FOLLOW_UP_WAITING: 'What is to follow a job is not due yet and comes back',
  SCAN_JOINED: 'A live inventory was asked for while one is running: the running one counts',
  DIGEST_DONE: 'What waited for a digest was told',
  DIGEST_OVERDUE: 'No digest came in time: cleanup asked for one',
  WATCHDOG_DONE: 'The watchdog has made its round',
  SWEEP_DONE: 'The hourly cleanup has made its round',
  SOURCE_DELETED: 'The inputs of a job, and what was made of them to work with, were deleted',
  OBJECT_REPLACED: 'An object was replaced after it was collected and stays for the next job',
  REQUEST_ANSWERED: 'A request was answered',
  REQUEST_FAILED: 'A request failed of something that it is not to blame for',
} as const;

export type LogCode = keyof typeof logMessages;
