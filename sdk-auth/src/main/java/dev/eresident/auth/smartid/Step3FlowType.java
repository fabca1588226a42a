package dev.eresident.auth.smartid;

/** Steps 3 and 4: the flow type was offered, and the claimed level is not lower than asked for (reference §5.2, 3–4). */
record Step3FlowType(SmartIdSession session) {
    Step<Answer> check(Answer answer) {
        boolean byNotification = session.kind() == SmartIdSession.Kind.CERTIFICATE
                && answer.flow().isEmpty()
                && session.flows().contains(FlowType.NOTIFICATION);
        return byNotification || answer.flow().filter(session.flows()::contains).isPresent()
                ? Step.passed(answer)
                : Step.refused(SmartIdRefusal.FLOW_NOT_OFFERED);
    }

    Step<Answer> checkLevel(Answer answer) {
        boolean enough = switch (session.level()) {
            case ADVANCED -> true;
            case QUALIFIED -> answer.level() == SmartIdLevel.QUALIFIED;
            case QSCD ->
                answer.level() == SmartIdLevel.QUALIFIED
                        && answer.certificate().qcStatements().qscd();
        };
        return enough ? Step.passed(answer) : Step.refused(SmartIdRefusal.LEVEL_TOO_LOW);
    }
}
