package io.usher.check;

import io.usher.scratch.ScratchCamel;
import java.util.Map;

/** What the looks at single files share. */
record Look(
    WorkFiles files,
    Map<String, CustomerCheck> customers,
    Findings findings,
    Settings settings,
    Map<String, Connector> connectors,
    ComponentWords words,
    Grammar grammar,
    ScratchCamel camel) {}
