package dev.eresident.sandbox;

import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.register.CompanyStatus;
import dev.eresident.sandbox.register.RegisterAnswer;
import dev.eresident.sandbox.register.RegisterService;
import dev.eresident.sandbox.register.Right;
import dev.eresident.sandbox.xml.SandboxXml;
import dev.eresident.sandbox.xroad.SecurityServer;
import dev.eresident.sandbox.xroad.SoapProvider;
import java.time.LocalDate;
import java.util.List;

/** The persons and companies that every sandbox begins with. */
final class SandboxCompanies {
    static final Person E_RESIDENT = Person.of("LINNÉA", "NÄIDIS-PRÓBA", LocalDate.of(1984, 2, 29), false, 0);
    static final Person CITIZEN = Person.of("TÕNU", "NÄIDIS", LocalDate.of(1971, 12, 31), true, 0);

    private static final Person PARTNER = Person.of("MÄRTA", "PROOV", LocalDate.of(1979, 6, 30), false, 0);

    private final Sandbox sandbox;

    SandboxCompanies(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void enter() {
        sandbox.soleCompany().name("Näidis Kaubandus OÜ").boardMember(E_RESIDENT, Right.SOLE);
        sandbox.jointCompany()
                .name("Näidis Ühisettevõte OÜ")
                .boardMember(E_RESIDENT, Right.JOINT)
                .boardMember(PARTNER, Right.JOINT)
                .condition("The company is represented by two board members jointly.")
                .group(1, E_RESIDENT, PARTNER);
        sandbox.struckOffCompany()
                .name("Näidis Kustutatud OÜ")
                .boardMember(E_RESIDENT, Right.SOLE)
                .status(CompanyStatus.STRUCK_OFF);
        RegisterService register = sandbox.register();
        for (String operation : List.of("lihtandmed_v1", "lihtandmed_v2", "lihtandmed_v3", "esindus_v2")) {
            sandbox.securityServer()
                    .provideSoap(
                            SecurityServer.REGISTER + "/" + operation + "/v1",
                            body -> provided(register.answer(body, false)));
        }
    }

    private static SoapProvider.Answer provided(RegisterAnswer answer) {
        if (answer instanceof RegisterAnswer.Fault fault) {
            return new SoapProvider.Answer(
                    "<faultcode>" + fault.code() + "</faultcode><faultstring>" + SandboxXml.escape(fault.text())
                            + "</faultstring>",
                    true);
        }
        return new SoapProvider.Answer(((RegisterAnswer.Rows) answer).xml(), false);
    }
}
