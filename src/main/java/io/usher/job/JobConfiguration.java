package io.usher.job;

import io.usher.store.JobBatches;
import io.usher.store.JobScan;
import io.usher.store.JobStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs go on as soon as the store is open. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  JobRunner jobRunner(JobStore jobs, JobBatches batches, Clock clock) {
    return new JobRunner(jobs, batches, clock);
  }

  @Bean
  Jobs jobs(JobStore store, JobScan scan, JobRunner runner) {
    return new Jobs(store, scan, runner);
  }
}
