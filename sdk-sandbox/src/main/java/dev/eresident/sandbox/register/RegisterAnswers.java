package dev.eresident.sandbox.register;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes answers of the register, rightly or with one fault. */
final class RegisterAnswers {
    static final RegisterAnswer CREDENTIALS_REFUSED =
            new RegisterAnswer.Fault("SOAP-ENV:Server", "Incorrect user name or password.");

    private RegisterAnswers() {}

    static @Nullable RegisterAnswer refusal(@Nullable RegisterFault fault) {
        if (fault == null) {
            return null;
        }
        return switch (fault) {
            case CREDENTIALS_REFUSED -> CREDENTIALS_REFUSED;
            case CREDENTIALS_REFUSED_ESTONIAN ->
                new RegisterAnswer.Fault("SOAP-ENV:Client", "Vale kasutajanimi või parool");
            case INTERNAL_FAULT ->
                new RegisterAnswer.Fault("SOAP-ENV:Server", "The service is temporarily unable to answer.");
            default -> null;
        };
    }

    static RegisterAnswer write(
            RegisterQuestions.Question question, List<Company> companies, @Nullable RegisterFault fault) {
        String wrapper =
                fault == RegisterFault.WRONG_WRAPPER ? "detailandmed_v2Response" : question.operation() + "Response";
        ProducerXml xml = new ProducerXml();
        xml.root(wrapper);
        xml.open("paring");
        for (Map.Entry<String, String> field : question.fields().entrySet()) {
            xml.text(field.getKey(), field.getValue());
        }
        xml.close("paring");
        if (fault != RegisterFault.NO_BODY) {
            xml.open("keha");
            writeRows(xml, question, companies, fault);
            xml.close("keha");
        }
        xml.close(wrapper);
        return new RegisterAnswer.Rows(xml.toString());
    }

    private static void writeRows(
            ProducerXml xml,
            RegisterQuestions.Question question,
            List<Company> companies,
            @Nullable RegisterFault fault) {
        ProducerXml rows = new ProducerXml();
        int count = 0;
        for (Company company : companies) {
            for (int i = 0; i < (fault == RegisterFault.COMPANY_TWICE ? 2 : 1); i++) {
                if (question.isRepresentation()) {
                    company.writeRepresentation(rows, question.isEnglish());
                } else {
                    company.writeBasicData(rows, question.isEnglish());
                }
                count++;
            }
        }
        xml.open("ettevotjad");
        xml.raw(distorted(rows.toString(), fault));
        xml.close("ettevotjad");
        if (!question.isRepresentation()) {
            xml.text("leitud_ettevotjate_arv", Integer.toString(count));
        }
    }

    private static String distorted(String rows, @Nullable RegisterFault fault) {
        if (fault == null) {
            return rows;
        }
        return switch (fault) {
            case OTHER_COMPANY ->
                rows.replaceAll(
                        "<ns1:ariregistri_kood>[0-9]{8}<",
                        "<ns1:ariregistri_kood>" + RegisterService.madeUpCode(999) + "<");
            case UNKNOWN_STATUS -> rows.replaceAll("<ns1:staatus>.<", "<ns1:staatus>X<");
            case UNKNOWN_FLAG ->
                rows.replaceAll("<ns1:ainuesindusoigus_olemas>(JAH|EI)<", "<ns1:ainuesindusoigus_olemas>VIST<");
            case UNKNOWN_ROLE ->
                rows.replaceAll("<ns1:fyysilise_isiku_roll>[A-Z0-9]+<", "<ns1:fyysilise_isiku_roll>XXXX<");
            default -> rows;
        };
    }
}
