package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;

/** Steps 3 and 4: the flow type was offered, and the claimed level is not lower than asked for (reference §5.2, 3–4). */
record Step3FlowType(SmartIdSession session) {
    Outcome<Answer, SmartIdRefusal> check(Answer answer) {
        boolean byNotification = session.kind() == SmartIdSession.Kind.CERTIFICATE
                && answer.flow().isEmpty()
                && session.flows().contains(FlowType.NOTIFICATION);
        return byNotification || answer.flow().filter(session.flows()::contains).isPresent()
                ? Outcome.succeeded(answer)
                : Outcome.refused(SmartIdRefusal.FLOW_NOT_OFFERED);
    }

    Outcome<Answer, SmartIdRefusal> checkLevel(Answer answer) {
        boolean enough = switch (session.level()) {
            case ADVANCED -> true;
            case QUALIFIED -> answer.level() == SmartIdLevel.QUALIFIED;
            case QSCD ->
                answer.level() == SmartIdLevel.QUALIFIED
                        && answer.certificate().qcStatements().qscd();
        };
        return enough ? Outcome.succeeded(answer) : Outcome.refused(SmartIdRefusal.LEVEL_TOO_LOW);
    }
}
