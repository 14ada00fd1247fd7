import type { AuditTrail } from './audit-trail.ts';
import type { FlagStore } from './flag-store.ts';
import type { ReplicaRegistry } from './replica-registry.ts';

/** What the replicas of a fleet share beside money. */
export interface ControlStore {
  readonly flags: FlagStore;
  readonly replicas: ReplicaRegistry;
  readonly audit: AuditTrail;
}
