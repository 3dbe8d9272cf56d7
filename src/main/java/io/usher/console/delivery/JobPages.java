package io.usher.console.delivery;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.console.Times;
import io.usher.job.JobRefused;
import io.usher.job.Jobs;
import io.usher.store.Job;
import io.usher.store.JobKind;
import io.usher.store.JobStatus;
import io.usher.store.NewJob;
import io.usher.store.OutOfReachException;
import io.usher.store.Rate;
import io.usher.store.Reroute;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Many deliveries redelivered, or events routed again: first what it would do, then how far it is.
 */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/jobs")
class JobPages {

  private static final int ROWS = 50;

  private final Jobs jobs;
  private final Times times;

  JobPages(Jobs jobs, Times times) {
    this.jobs = jobs;
    this.times = times;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("jobs", jobs.list(null, ROWS, null).items());
    return "console/delivery/jobs";
  }

  @GetMapping("/{id}")
  String show(@PathVariable String id, Model model) {
    model.addAttribute("job", jobs.find(id).orElseThrow(() -> new NotHere("job", id)));
    return "console/delivery/job";
  }

  /** What it would do, before anything is done. */
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @GetMapping("/new")
  String preview(
      @ModelAttribute("filters") DeliveryFilters filters,
      @RequestParam(defaultValue = "REDELIVER") JobKind kind,
      Caller caller,
      Model model) {
    model.addAttribute("kind", kind);
    model.addAttribute("key", UUID.randomUUID().toString());
    try {
      model.addAttribute(
          "preview", jobs.preview(wanted(filters, kind, Rate.USUAL, caller, null), true));
    } catch (JobRefused | OutOfReachException refused) {
      model.addAttribute("refused", refused.getMessage());
    }
    return "console/delivery/preview";
  }

  /** The key makes a button that is pressed twice one job. */
  @Audited("job.create")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @PostMapping
  String create(
      @ModelAttribute("filters") DeliveryFilters filters,
      @RequestParam(defaultValue = "REDELIVER") JobKind kind,
      @RequestParam(defaultValue = "100/s") String rate,
      @RequestParam String key,
      Caller caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    try {
      Job job = jobs.create(wanted(filters, kind, Rate.parse(rate), caller, key), true);
      AuditNote.add(request, kind + " " + filters.named().keySet() + ", job " + job.id());
      next.addAttribute("id", job.id());
      return "redirect:/jobs/{id}";
    } catch (JobRefused | OutOfReachException | IllegalArgumentException refused) {
      AuditNote.add(request, "refused");
      Flash.refused(next, String.valueOf(refused.getMessage()));
      return "redirect:" + filters.address("/jobs/new", null);
    }
  }

  private NewJob wanted(
      DeliveryFilters filters, JobKind kind, Rate rate, Caller caller, @Nullable String key) {
    return new NewJob(kind, filters.job(times), Reroute.ANYWHERE, rate, caller.name(), key);
  }

  @Audited("job.pause")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @PostMapping("/{id}/pause")
  String pause(@PathVariable String id, RedirectAttributes next) {
    return moved(id, jobs.pause(id), JobStatus.PAUSED, next);
  }

  @Audited("job.resume")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @PostMapping("/{id}/resume")
  String resume(@PathVariable String id, RedirectAttributes next) {
    return moved(id, jobs.resume(id), JobStatus.RUNNING, next);
  }

  @Audited("job.cancel")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @PostMapping("/{id}/cancel")
  String cancel(@PathVariable String id, RedirectAttributes next) {
    return moved(id, jobs.cancel(id), JobStatus.CANCELLED, next);
  }

  private static String moved(
      String id, Optional<Job> now, JobStatus wanted, RedirectAttributes next) {
    Job job = now.orElseThrow(() -> new NotHere("job", id));
    String word = job.status().name().toLowerCase(Locale.ROOT);
    next.addFlashAttribute("flash", new Flash(job.status() == wanted, "The job is " + word + "."));
    next.addAttribute("id", id);
    return "redirect:/jobs/{id}";
  }
}
