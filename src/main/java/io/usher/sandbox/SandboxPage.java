package io.usher.sandbox;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.sandbox.google.GoogleStandIn;
import io.usher.sandbox.mail.MailStandIn;
import io.usher.sandbox.mail.ReceivedMail;
import io.usher.sandbox.salesforce.SalesforceStandIn;
import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.StandIn;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that shows what the stand-ins received, newest first, in the frame of all pages. */
@SandboxOnly
@Needs(value = Role.VIEWER, wholeHub = true)
@Controller
final class SandboxPage {

  private static final int MAILS_SHOWN = 20;

  /** Mails bring their own styles, but may load nothing from outside and run nothing. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final SalesforceStandIn salesforce;
  private final GoogleStandIn google;
  private final MailStandIn mail;
  private final List<StandIn> standIns;

  SandboxPage(
      SalesforceStandIn salesforce,
      GoogleStandIn google,
      MailStandIn mail,
      List<StandIn> standIns) {
    this.salesforce = salesforce;
    this.google = google;
    this.mail = mail;
    this.standIns = standIns;
  }

  @GetMapping("/sandbox")
  String page(Model model, HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    List<ReceivedMail> mails = mail.mails();
    model.addAttribute("place", "sandbox");
    model.addAttribute("standIns", standIns);
    model.addAttribute("mailCount", mails.size());
    model.addAttribute("mails", newest(mails));
    model.addAttribute("records", ShownTable.ofRecords(salesforce.records()));
    model.addAttribute("sheets", ShownTable.ofSheets(google.sheets()));
    return "sandbox/page";
  }

  private static List<ReceivedMail> newest(List<ReceivedMail> mails) {
    int from = Math.max(0, mails.size() - MAILS_SHOWN);
    List<ReceivedMail> newest = new ArrayList<>(mails.subList(from, mails.size()));
    Collections.reverse(newest);
    return newest;
  }
}
