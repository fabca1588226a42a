package dev.eresident.sandbox.register;

import dev.eresident.sandbox.card.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A made-up company, changed at any time by tests. Safe for use by several threads. */
public final class Company {
    private final String code;
    private String name;
    private String legalForm = "OÜ";
    private CompanyStatus status = CompanyStatus.REGISTERED;
    private BigDecimal capital = new BigDecimal("2500.00");
    private LocalDate registered = LocalDate.of(2024, 3, 12);
    private @Nullable LocalDate struckOff;
    private final List<Representative> representatives = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<Integer, List<Person>> groups = new TreeMap<>();

    /** A row of {@code isikud}. */
    record Representative(Person person, String country, String role, Right right) {}

    Company(String code) {
        this.code = code;
        this.name = "Näidis " + code + " OÜ";
    }

    /**
     * Sets the business name.
     *
     * @param value for example {@code Näidis Kaubandus OÜ}
     * @return this
     */
    public synchronized Company name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets how the company stands. A struck-off company has no representatives in answers.
     *
     * @param value default {@link CompanyStatus#REGISTERED}
     * @return this
     */
    public synchronized Company status(CompanyStatus value) {
        status = value;
        struckOff = value == CompanyStatus.STRUCK_OFF ? registered.plusYears(1) : null;
        return this;
    }

    /**
     * Sets the legal form.
     *
     * @param value for example {@code OÜ} (default) or {@code AS}
     * @return this
     */
    public synchronized Company legalForm(String value) {
        legalForm = value;
        return this;
    }

    /**
     * Sets the share capital.
     *
     * @param euros default 2500.00
     * @return this
     */
    public synchronized Company capital(BigDecimal euros) {
        capital = euros;
        return this;
    }

    /**
     * Sets the day of the first entry.
     *
     * @param value default 2024-03-12
     * @return this
     */
    public synchronized Company registered(LocalDate value) {
        registered = value;
        return this;
    }

    /**
     * Adds a board member ({@code JUHL}) with an Estonian personal code.
     *
     * @param person who
     * @param right alone or not
     * @return this
     */
    public Company boardMember(Person person, Right right) {
        return representative(person, "EST", "JUHL", right);
    }

    /**
     * Adds a person with any role.
     *
     * @param person who
     * @param country of the personal code, ISO 3166-1 alpha-3
     * @param role the register's code, for example {@code PROK}
     * @param right alone or not
     * @return this
     */
    public synchronized Company representative(Person person, String country, String role, Right right) {
        representatives.add(new Representative(person, country, role, right));
        return this;
    }

    /**
     * Adds a group of persons who represent the company together.
     *
     * @param number {@code grupi_nr}
     * @param persons all of the group
     * @return this
     */
    public synchronized Company group(int number, Person... persons) {
        groups.put(number, List.of(persons));
        return this;
    }

    /**
     * Adds a special condition of representation.
     *
     * @param text free text
     * @return this
     */
    public synchronized Company condition(String text) {
        conditions.add(text);
        return this;
    }

    /**
     * Takes a person out of all roles and groups.
     *
     * @param person who
     * @return this
     */
    public synchronized Company remove(Person person) {
        representatives.removeIf(row -> row.person().equals(person));
        groups.values().removeIf(group -> group.contains(person));
        return this;
    }

    /**
     * The registry code.
     *
     * @return eight digits
     */
    public String code() {
        return code;
    }

    /**
     * The business name.
     *
     * @return as set last
     */
    public synchronized String name() {
        return name;
    }

    /**
     * How the company stands.
     *
     * @return as set last
     */
    public synchronized CompanyStatus status() {
        return status;
    }

    synchronized boolean isRepresentedBy(String personalCode, @Nullable String country) {
        return representatives.stream()
                .anyMatch(row -> row.person().personalCode().equals(personalCode)
                        && (country == null || row.country().equals(country)));
    }

    synchronized boolean nameBeginsWith(String start) {
        return name.toLowerCase(Locale.ROOT).startsWith(start.toLowerCase(Locale.ROOT));
    }

    synchronized void writeBasicData(ProducerXml xml, boolean english) {
        xml.open("item");
        xml.text("evnimi", name);
        xml.text("oiguslik_vorm", legalForm);
        xml.text("oiguslik_vorm_tekstina", legalFormText(english));
        xml.text("ariregistri_kood", code);
        xml.text("staatus", status.code());
        xml.text("staatus_tekstina", status.text(english));
        LocalDate end = struckOff;
        if (end != null) {
            xml.text("registrist_kustutamise_aeg", ProducerXml.day(end));
        }
        xml.open("evkapitalid");
        xml.text("kapitali_suurus", capital.toPlainString());
        xml.text("kapitali_valuuta", "EUR");
        xml.close("evkapitalid");
        xml.open("evaadressid");
        xml.text("asukoht_ettevotja_aadressis", "Näidise tn 1");
        xml.text("asukoha_ehak_tekstina", "Kesklinna linnaosa, Tallinn, Harju maakond");
        xml.text("indeks_ettevotja_aadressis", "10111");
        xml.text(
                "aadress_ads__ads_normaliseeritud_taisaadress",
                "Harju maakond, Tallinn, Kesklinna linnaosa, Näidise tn 1");
        xml.close("evaadressid");
        xml.text("esmakande_aeg", ProducerXml.day(registered));
        xml.close("item");
    }

    synchronized void writeRepresentation(ProducerXml xml, boolean english) {
        xml.open("item");
        xml.text("ariregistri_kood", code);
        xml.text("arinimi", name);
        xml.text("staatus", status.code());
        xml.text("staatus_tekstina", status.text(english));
        boolean represented = status != CompanyStatus.STRUCK_OFF;
        xml.open("isikud");
        if (represented) {
            for (Representative row : representatives) {
                xml.open("item");
                writePerson(xml, row.person(), row.country(), english);
                xml.text("fyysilise_isiku_roll", row.role());
                xml.text("fyysilise_isiku_roll_tekstina", roleText(row.role(), english));
                xml.text("ainuesindusoigus_olemas", row.right() == Right.SOLE ? "JAH" : "EI");
                xml.close("item");
            }
        }
        xml.close("isikud");
        xml.open("esindusoiguse_eritingimused");
        if (represented && !conditions.isEmpty()) {
            xml.open("item");
            conditions.forEach(text -> xml.text("item", text));
            xml.close("item");
        }
        xml.close("esindusoiguse_eritingimused");
        xml.open("esindusoiguse_grupid");
        if (represented) {
            groups.forEach((number, persons) -> {
                xml.open("grupp");
                xml.text("grupi_nr", Integer.toString(number));
                for (Person person : persons) {
                    xml.open("item");
                    writePerson(xml, person, countryOf(person), english);
                    xml.close("item");
                }
                xml.close("grupp");
            });
        }
        xml.close("esindusoiguse_grupid");
        xml.text("oiguslik_vorm", legalForm);
        xml.text("oiguslik_vorm_tekstina", legalFormText(english));
        xml.close("item");
    }

    private String countryOf(Person person) {
        return representatives.stream()
                .filter(row -> row.person().equals(person))
                .map(Representative::country)
                .findFirst()
                .orElse("EST");
    }

    private static void writePerson(ProducerXml xml, Person person, String country, boolean english) {
        xml.text("fyysilise_isiku_eesnimi", person.givenName());
        xml.text("fyysilise_isiku_perenimi", person.surname());
        xml.text("fyysilise_isiku_kood", person.personalCode());
        xml.text("isikukood_riik", country);
        if (country.equals("EST")) {
            xml.text("isikukoodi_riik_tekstina", english ? "Estonia" : "Eesti");
        }
    }

    private String legalFormText(boolean english) {
        return switch (legalForm) {
            case "OÜ" -> english ? "Private limited company" : "Osaühing";
            case "AS" -> english ? "Public limited company" : "Aktsiaselts";
            default -> legalForm;
        };
    }

    private static String roleText(String role, boolean english) {
        return switch (role) {
            case "JUHL" -> english ? "Management board member" : "Juhatuse liige";
            case "PROK" -> english ? "Procurator" : "Prokurist";
            case "LIKV" -> english ? "Liquidator" : "Likvideerija";
            case "PANKR" -> english ? "Trustee in bankruptcy" : "Pankrotihaldur";
            default -> role;
        };
    }
}
