export type { ClusterOptions, RunningCluster } from './start-cluster.ts';
export { findRunningCluster, startCluster } from './start-cluster.ts';
