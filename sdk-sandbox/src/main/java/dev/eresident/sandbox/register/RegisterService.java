package dev.eresident.sandbox.register;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import dev.eresident.sandbox.xml.SandboxXml;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The business register with made-up companies, stateful and strict about requests.
 *
 * <p>At the direct address each request carries user name and password; behind the security server it needs none, but wrong ones are
 * refused. Like the real one it echoes the whole request, credentials included, in {@code paring}. An unknown company is an empty list,
 * not a fault. Safe for use by several threads.
 */
public final class RegisterService {
    /** What SOAP faults of the register begin with. */
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private static final int MAX_ROWS = 100;

    private final ServiceRoute route;
    private final URI uri;
    private final Map<String, Company> companies = new TreeMap<>();
    private final RegisterQuestions questions;
    private String userName = "sandbox-user";
    private String password = "sandbox-password";
    private @Nullable RegisterFault fault;

    /**
     * Makes a register without companies; {@code Sandbox} does this.
     *
     * @param route counts and breaks the requests at the direct address
     * @param uri the direct address
     */
    public RegisterService(ServiceRoute route, URI uri) {
        this.route = route;
        this.uri = uri;
        this.questions = new RegisterQuestions();
    }

    /**
     * The direct address.
     *
     * @return where SOAP requests with credentials are posted
     */
    public URI uri() {
        return uri;
    }

    /**
     * The user name that is accepted.
     *
     * @return default {@code sandbox-user}
     */
    public synchronized String userName() {
        return userName;
    }

    /**
     * The password that is accepted.
     *
     * @return default {@code sandbox-password}; no secret
     */
    public synchronized String password() {
        return password;
    }

    /**
     * Sets the credentials that are accepted.
     *
     * @param name the user name
     * @param word the password
     */
    public synchronized void credentials(String name, String word) {
        userName = name;
        password = word;
    }

    /**
     * Finds or enters a company.
     *
     * @param code eight digits; use {@link #madeUpCode} for one that no real company has
     * @return the company, to be changed at will
     */
    public synchronized Company company(String code) {
        if (!code.matches("[0-9]{8}")) {
            throw new IllegalArgumentException("A registry code has 8 digits: " + code);
        }
        return companies.computeIfAbsent(code, Company::new);
    }

    /**
     * Takes a company out of the register as if it had never been.
     *
     * @param code eight digits
     */
    public synchronized void forget(String code) {
        companies.remove(code);
    }

    /**
     * Makes a registry code up.
     *
     * @param number 0 to 999
     * @return {@code 1999}, the number and a valid check digit; the register has not come that far
     */
    public static String madeUpCode(int number) {
        if (number < 0 || number > 999) {
            throw new IllegalArgumentException("The number must be between 0 and 999");
        }
        String digits = "1999%03d".formatted(number);
        int check = weigh(digits, 1);
        return digits + (check < 10 ? check : weigh(digits, 3) % 10);
    }

    private static int weigh(String digits, int firstWeight) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = firstWeight + i;
            sum += (digits.charAt(i) - '0') * (weight > 9 ? weight - 9 : weight);
        }
        return sum % 11;
    }

    /**
     * Lets every answer be wrong from now on, through both doors, until {@link #heal()}.
     *
     * @param how what is wrong
     */
    public synchronized void misbehave(RegisterFault how) {
        fault = how;
    }

    /**
     * Lets every request at the direct address fail below the protocol from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public void fail(TransportFault how) {
        route.fail(how);
    }

    /**
     * Lets the next requests at the direct address fail below the protocol, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public void failNext(TransportFault... how) {
        route.failNext(how);
    }

    /** Takes all faults away; the companies and credentials stay. */
    public synchronized void heal() {
        fault = null;
        route.heal();
    }

    /**
     * Counts the requests that arrived at the direct address, failed ones included.
     *
     * @return how many since the start
     */
    public long requestCount() {
        return route.requestCount();
    }

    /**
     * Answers a request at the direct address.
     *
     * @param request a SOAP 1.1 request
     * @return the answer; SOAP faults come with status 500
     */
    public WebAnswer answer(WebRequest request) {
        if (!request.method().equals("POST") || !request.mediaType().equals("text/xml")) {
            return fault("SOAP-ENV:Client", "The register takes POST with content type text/xml");
        }
        Optional<Element> body = SandboxXml.read(request.body())
                .filter(root -> SOAP.equals(root.getNamespaceURI()) && "Envelope".equals(root.getLocalName()))
                .flatMap(root -> SandboxXml.child(root, "Body"));
        List<Element> wrappers = body.map(SandboxXml::children).orElse(List.of());
        if (wrappers.size() != 1) {
            return fault("SOAP-ENV:Client", "The request is no SOAP envelope with one element in its body");
        }
        RegisterAnswer answer = answer(wrappers.get(0), true);
        if (answer instanceof RegisterAnswer.Fault refused) {
            return fault(refused.code(), refused.text());
        }
        return WebAnswer.of(
                200,
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"" + SOAP
                        + "\"><SOAP-ENV:Header/><SOAP-ENV:Body>" + ((RegisterAnswer.Rows) answer).xml()
                        + "</SOAP-ENV:Body></SOAP-ENV:Envelope>");
    }

    /**
     * Answers a request without SOAP around it.
     *
     * @param wrapper the element in the SOAP body, for example {@code esindus_v2}
     * @param withCredentials true at the direct address, where user name and password are needed
     * @return rows or a fault
     */
    public synchronized RegisterAnswer answer(Element wrapper, boolean withCredentials) {
        RegisterFault how = fault;
        RegisterAnswer refused = RegisterAnswers.refusal(how);
        if (refused != null) {
            return refused;
        }
        RegisterQuestions.Question question;
        try {
            question = questions.read(wrapper);
        } catch (RegisterQuestions.Refused e) {
            return new RegisterAnswer.Fault("SOAP-ENV:Client", e.text());
        }
        boolean given = question.field("ariregister_kasutajanimi").isPresent()
                || question.field("ariregister_parool").isPresent();
        boolean right = question.field("ariregister_kasutajanimi").equals(Optional.of(userName))
                && question.field("ariregister_parool").equals(Optional.of(password));
        if ((withCredentials || given) && !right) {
            return RegisterAnswers.CREDENTIALS_REFUSED;
        }
        return RegisterAnswers.write(question, how == RegisterFault.NO_ROWS ? List.of() : find(question), how);
    }

    private List<Company> find(RegisterQuestions.Question question) {
        Optional<String> code = question.field("ariregistri_kood");
        Optional<String> name = question.field("evnimi");
        Optional<String> person = question.field("fyysilise_isiku_kood");
        String country = question.field("fyysilise_isiku_koodi_riik").orElse(null);
        int rows = question.field("evarv").map(Integer::parseInt).orElse(MAX_ROWS);
        return companies.values().stream()
                .filter(company -> code.isEmpty() || company.code().equals(padded(code.get())))
                .filter(company -> name.isEmpty() || company.nameBeginsWith(name.get()))
                .filter(company -> person.isEmpty() || company.isRepresentedBy(person.get(), country))
                .limit(Math.min(rows, MAX_ROWS))
                .toList();
    }

    private static String padded(String code) {
        return "0".repeat(Math.max(0, 8 - code.length())) + code;
    }

    private static WebAnswer fault(String code, String text) {
        return WebAnswer.of(
                500,
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"" + SOAP
                        + "\"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>" + code + "</faultcode><faultstring>"
                        + SandboxXml.escape(text)
                        + "</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>");
    }
}
