package dev.eresident.payments.gateway.braintree;

import static dev.eresident.payments.gateway.braintree.BraintreeWorld.OPERATOR;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.key;
import static dev.eresident.payments.gateway.braintree.BraintreeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.money.Money;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayOutcome.Kind;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.gateway.GatewayRefusal;
import dev.eresident.payments.gateway.Pause;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.gateway.TransactionStatus;
import dev.eresident.payments.sca.TestPayments;
import dev.eresident.sandbox.braintree.BraintreeFault;
import dev.eresident.sandbox.braintree.BraintreeService;
import dev.eresident.sandbox.fault.Cut;
import dev.eresident.sandbox.fault.CuttingProxy;
import dev.eresident.sandbox.fault.TransportFault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BraintreeGatewayTest {
    private static BraintreeWorld world;

    @BeforeAll
    static void open() {
        world = new BraintreeWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @AfterEach
    void heal() {
        world.braintree.heal();
    }

    private static GatewayOutcome charge(String id, String amount) {
        return world.gateway.charge(world.authorised(order(id, amount)), key(id));
    }

    private static Receipt charged(String id, String amount) {
        return charge(id, amount).orElseThrow();
    }

    private static Receipt settled(String id, String amount) {
        Receipt receipt = charged(id, amount);
        world.braintree.settle(receipt.transactionId());
        return receipt;
    }

    private static GatewayRefusal refusal(GatewayOutcome outcome) {
        assertThat(outcome).isInstanceOf(GatewayOutcome.Refused.class);
        return ((GatewayOutcome.Refused) outcome).reason();
    }

    private static int chargesOf(String id) {
        return world.braintree.ledger().charges(id).size();
    }

    @Nested
    class Charging {
        @Test
        void whenApproved_thenTheReceiptSaysSo() {
            Receipt receipt = charged("ok-1", "149.00");

            assertThat(receipt.orderId()).isEqualTo("ok-1");
            assertThat(receipt.amount()).isEqualTo(Money.eur("149.00"));
            assertThat(receipt.status().kind()).isEqualTo(TransactionStatus.Kind.SUBMITTED);
            assertThat(receipt.gateway()).isEqualTo("braintree:" + world.braintree.merchantId());
            assertThat(world.gateway.find(receipt.transactionId()).orElseThrow().receipt())
                    .isEqualTo(receipt);
        }

        @Test
        void whenRepeatedWithTheSameKey_thenTheSameReceiptAndNoSecondCharge() {
            Receipt receipt = charged("twice-1", "10.00");
            long requests = world.braintree.requestCount();

            assertThat(charged("twice-1", "10.00")).isEqualTo(receipt);
            assertThat(world.braintree.requestCount()).isEqualTo(requests);
        }

        @Test
        void whenTheKeyCameWithAnotherOrder_thenConflict() {
            charged("conflict-1", "10.00");

            GatewayOutcome other =
                    world.gateway.charge(world.authorised(order("conflict-1", "10.01")), key("conflict-1"));

            assertThat(refusal(other)).isEqualTo(GatewayRefusal.IDEMPOTENCY_CONFLICT);
        }

        @Test
        void whenTheOrderComesUnderAnotherKey_thenRefused() {
            charged("otherkey-1", "10.00");

            GatewayOutcome other =
                    world.gateway.charge(world.authorised(order("otherkey-1", "10.00")), key("otherkey-2"));

            assertThat(refusal(other)).isEqualTo(GatewayRefusal.ORDER_UNDER_ANOTHER_KEY);
            assertThat(chargesOf("otherkey-1")).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"-2, -1", "1, 2"})
        void whenTheAuthorisationIsNotValidNow_thenRefused(int from, int until) {
            Instant now = world.clock.instant();
            GatewayOutcome outcome = world.gateway.charge(
                    TestPayments.exempted(order("stale", "10.00"), now.plusSeconds(from), now.plusSeconds(until)),
                    key("stale"));

            assertThat(refusal(outcome)).isEqualTo(GatewayRefusal.AUTHORISATION_NOT_VALID);
            assertThat(chargesOf("stale")).isZero();
        }

        @Test
        void whenTheCurrencyIsNotThatOfTheAccount_thenRefusedBeforeSending() {
            BraintreeGateway dollars = BraintreeGateway.builder(
                            world.transport,
                            BraintreeEndpoint.at(world.braintree.uri()),
                            world.credentials(),
                            world.store,
                            world.clock)
                    .merchantAccount(BraintreeService.EUR_ACCOUNT, "USD")
                    .build();

            assertThat(refusal(dollars.charge(world.authorised(order("usd-1", "10.00")), key("usd-1"))))
                    .isEqualTo(GatewayRefusal.CURRENCY_MISMATCH);
        }

        @Test
        void whenDeclined_thenTheCodeIsTold() {
            GatewayOutcome outcome = charge("declined-1", "2000.00");

            assertThat(outcome).isInstanceOfSatisfying(GatewayOutcome.Declined.class, declined -> {
                assertThat(declined.code()).isEqualTo("2000");
                assertThat(declined.transactionId()).isPresent();
            });
            assertThat(charge("declined-1", "2000.00")).isEqualTo(outcome);
            assertThatThrownBy(outcome::orElseThrow)
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("GATEWAY_DECLINED"));
        }

        @Test
        void whenHardDeclined_thenSaysSo() {
            assertThat(charge("declined-2", "2015.00"))
                    .isInstanceOfSatisfying(
                            GatewayOutcome.Declined.class,
                            declined -> assertThat(declined.hard()).isTrue());
        }

        @ParameterizedTest
        @CsvSource({"5001.00", "3000.00"})
        void whenRejectedOrFailed_thenRejected(String amount) {
            assertThat(charge("rejected-" + amount, amount).kind()).isEqualTo(Kind.REJECTED);
        }

        @Test
        void whenTheRequestIsInvalid_thenTheCodesAreTold() {
            world.braintree.refuseNext("91564", "payment_method_nonce", "Cannot use a nonce twice.");

            assertThat(charge("invalid-1", "10.00")).isInstanceOfSatisfying(GatewayOutcome.Invalid.class, invalid -> {
                assertThat(invalid.has("91564")).isTrue();
                assertThat(invalid.problems().get(0).field()).startsWith("transaction/");
            });
        }
    }

    @Nested
    class Failing {
        @ParameterizedTest
        @CsvSource({
            "UNAUTHORIZED, BRAINTREE_AUTHENTICATION",
            "FORBIDDEN, BRAINTREE_AUTHORIZATION",
            "NOT_FOUND, BRAINTREE_NOT_FOUND",
            "UPGRADE_REQUIRED, BRAINTREE_UPGRADE_REQUIRED",
            "TOO_MANY_REQUESTS, BRAINTREE_TOO_MANY_REQUESTS"
        })
        void whenTurnedAway_thenExceptionAndTheKeyMayComeAgain(BraintreeFault fault, String code) {
            String id = "away-" + fault;
            world.braintree.misbehaveNext(fault);

            assertThatThrownBy(() -> charge(id, "10.00"))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
            assertThat(charge(id, "10.00").kind()).isEqualTo(Kind.APPROVED);
            assertThat(chargesOf(id)).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource(
                value = BraintreeFault.class,
                names = {
                    "REQUEST_TIMEOUT",
                    "SERVER_ERROR",
                    "SERVER_ERROR_AFTERWARDS",
                    "UNAVAILABLE",
                    "UNAVAILABLE_AFTERWARDS",
                    "GATEWAY_TIMEOUT",
                    "GATEWAY_TIMEOUT_AFTERWARDS",
                    "OTHER_ORDER_ID",
                    "OTHER_AMOUNT",
                    "OTHER_CURRENCY",
                    "UNKNOWN_STATUS",
                    "UNKNOWN_TYPE",
                    "NO_ID",
                    "DOCUMENT_TYPE"
                })
        void whenTheAnswerCannotBeRelied_thenUnknownAndAProbeTellsTheTruth(BraintreeFault fault) {
            String id = "doubt-" + fault;
            world.braintree.misbehaveNext(fault);
            GatewayOutcome outcome = charge(id, "10.00");

            assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(charge(id, "10.00").kind()).isEqualTo(Kind.UNKNOWN);
            GatewayOutcome probed = world.gateway.probe(((GatewayOutcome.Unknown) outcome).probe(), world.moving());
            assertThat(probed.kind()).isEqualTo(fault.isAfterwards() ? Kind.APPROVED : Kind.NOT_FOUND);
            assertThat(charge(id, "10.00").kind()).isEqualTo(Kind.APPROVED);
            assertThat(chargesOf(id)).isEqualTo(1);
        }

        @Test
        void whenNothingListens_thenExceptionAndNothingIsInDoubt() {
            BraintreeGateway nowhere = world.gateway(URI.create("http://127.0.0.1:1"), world.store, world.transport);

            assertThatThrownBy(() -> nowhere.charge(world.authorised(order("nowhere", "10.00")), key("nowhere")))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.outcomeUnknown()).isFalse());
            assertThat(charge("nowhere", "10.00").kind()).isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenSendingFailsInAnUnforeseenWay_thenItIsInDoubt() {
            BraintreeCredentials spent = world.credentials();
            BraintreeGateway broken = BraintreeGateway.builder(
                            world.transport,
                            BraintreeEndpoint.at(world.braintree.uri()),
                            spent,
                            world.store,
                            world.clock)
                    .merchantAccount(BraintreeService.EUR_ACCOUNT, "EUR")
                    .build();
            spent.privateKey().close();

            GatewayOutcome outcome = broken.charge(world.authorised(order("broken-1", "10.00")), key("broken-1"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            GatewayOutcome.Unknown.class,
                            doubt -> assertThat(doubt.reason()).isEqualTo("UNEXPECTED"));
            GatewayOutcome probed = world.gateway.probe(((GatewayOutcome.Unknown) outcome).probe(), world.moving());
            assertThat(probed.kind()).isEqualTo(Kind.NOT_FOUND);
        }

        @Test
        void whenTheKeyIsWrong_thenItIsNotToldInTheException() {
            world.braintree.misbehaveNext(BraintreeFault.UNAUTHORIZED);

            assertThatThrownBy(() -> charge("secret-1", "10.00"))
                    .isInstanceOf(EResidentException.class)
                    .hasMessageNotContaining(world.braintree.privateKey());
            assertThat(world.credentials().toString())
                    .doesNotContain(world.braintree.privateKey())
                    .doesNotContain(world.braintree.publicKey());
        }
    }

    @Nested
    class Probing {
        private GatewayProbe lost(String id) {
            world.braintree.failNext(TransportFault.ANSWER_LOST);
            GatewayOutcome outcome = charge(id, "20.00");
            assertThat(outcome.kind()).isEqualTo(Kind.UNKNOWN);
            return ((GatewayOutcome.Unknown) outcome).probe();
        }

        @Test
        void whenTheSearchLags_thenTheProbeGoesOnAsking() {
            world.braintree.searchDelay(Duration.ofSeconds(40));
            GatewayProbe probe = lost("lag-1");
            Instant before = world.clock.instant();

            GatewayOutcome outcome = world.gateway.probe(probe, world.moving());

            assertThat(outcome.kind()).isEqualTo(Kind.APPROVED);
            assertThat(Duration.between(before, world.clock.instant())).isEqualTo(Duration.ofSeconds(40));
        }

        @Test
        void whenThePauseStops_thenTheDoubtRemains() {
            world.braintree.searchDelay(Duration.ofSeconds(40));
            GatewayProbe probe = lost("stop-1");

            assertThat(world.gateway.probe(probe, Pause.never()).kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(world.gateway.probe(probe, world.moving()).kind()).isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheGatewayCannotBeAsked_thenAbsenceIsNotConcluded() {
            GatewayProbe probe = lost("blind-1");
            world.braintree.misbehave(BraintreeFault.UNAVAILABLE);

            assertThat(world.gateway.probe(probe, world.moving()).kind()).isEqualTo(Kind.UNKNOWN);
            world.braintree.heal();
            assertThat(world.gateway.probe(probe, Pause.never()).kind()).isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheBooksShowAnotherAmount_thenAPersonMustLook() {
            GatewayProbe probe = lost("odd-1");
            world.braintree.misbehave(BraintreeFault.OTHER_AMOUNT);

            assertThatThrownBy(() -> world.gateway.probe(probe, world.moving()))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo("BRAINTREE_ORDER_MISMATCH"));
            world.braintree.heal();
            assertThat(world.gateway.probe(probe, Pause.never()).kind()).isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheBooksShowATypeThatNobodyKnows_thenAbsenceIsNotConcluded() {
            GatewayProbe probe = lost("type-1");
            world.braintree.misbehave(BraintreeFault.UNKNOWN_TYPE);

            assertThat(world.gateway.probe(probe, world.moving()).kind()).isEqualTo(Kind.UNKNOWN);
            world.braintree.heal();
            assertThat(world.gateway.probe(probe, Pause.never()).kind()).isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheClockGoesBackwards_thenAbsenceIsNotConcludedEarly() {
            world.braintree.searchDelay(Duration.ofSeconds(60));
            GatewayProbe probe = lost("clock-1");
            world.clock.advance(Duration.ofHours(-1));

            assertThat(world.gateway.probe(probe, Pause.never()).kind()).isEqualTo(Kind.UNKNOWN);
            world.clock.advance(Duration.ofHours(1).plusSeconds(61));
            assertThat(world.gateway.probe(probe, world.moving()).kind()).isEqualTo(Kind.APPROVED);
            world.braintree.searchDelay(Duration.ZERO);
        }

        @Test
        void whenTheKeyIsUnknownOrOfAnotherGateway_thenRefused() {
            assertThat(refusal(world.gateway.probe(new GatewayProbe(world.gateway.name(), key("no")), Pause.never())))
                    .isEqualTo(GatewayRefusal.KEY_UNKNOWN);
            charged("mine-1", "1.00");
            assertThat(refusal(world.gateway.probe(new GatewayProbe("other", key("mine-1")), Pause.never())))
                    .isEqualTo(GatewayRefusal.KEY_UNKNOWN);
        }

        @Test
        void whenUnknown_thenOrElseThrowSaysThatItIsOpen() {
            GatewayOutcome outcome = world.gateway.probe(lost("open-1"), Pause.never());
            assertThat(outcome.kind()).isEqualTo(Kind.APPROVED);
            world.braintree.failNext(TransportFault.ANSWER_LOST);
            GatewayOutcome unknown = charge("open-2", "20.00");

            assertThatThrownBy(unknown::orElseThrow)
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.outcomeUnknown()).isTrue());
            assertThat(unknown.<String>match(done -> "done", open -> "open", other -> "other"))
                    .isEqualTo("open");
        }
    }

    @Nested
    class MerchantActs {
        @Test
        void whenVoided_thenNothingIsCharged() {
            Receipt receipt = charged("void-1", "30.00");

            Receipt voided =
                    world.gateway.voidCharge(receipt, OPERATOR, key("void-1-v")).orElseThrow();

            assertThat(voided.status().kind()).isEqualTo(TransactionStatus.Kind.VOIDED);
            assertThat(chargesOf("void-1")).isZero();
            assertThat(world.gateway
                            .voidCharge(receipt, OPERATOR, key("void-1-w"))
                            .kind())
                    .as("voiding what is voided is done")
                    .isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenSettled_thenItCannotBeVoided() {
            Receipt receipt = settled("void-2", "30.00");

            assertThat(world.gateway.voidCharge(receipt, OPERATOR, key("void-2-v")))
                    .isInstanceOfSatisfying(
                            GatewayOutcome.Invalid.class,
                            invalid -> assertThat(invalid.has("91504")).isTrue());
        }

        @Test
        void whenTheQuestionBeforeAVoidFails_thenNothingIsInDoubt() {
            Receipt receipt = charged("void-3", "30.00");
            world.braintree.failNext(TransportFault.HTTP_503);
            assertThatThrownBy(() -> world.gateway.voidCharge(receipt, OPERATOR, key("void-3-v")))
                    .as("the question before the act is only a question")
                    .isInstanceOf(ServiceException.class);
            assertThat(world.gateway
                            .voidCharge(receipt, OPERATOR, key("void-3-v"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheAnswerToAVoidIsLost_thenTheProbeFindsIt() {
            Receipt receipt = charged("void-4", "30.00");
            try (CuttingProxy proxy = CuttingProxy.inFrontOf(world.braintree.uri(), 1)) {
                proxy.cutNext(Cut.NONE, Cut.BEFORE_ANSWER);
                BraintreeGateway cut = world.gateway(
                        proxy.uri(), world.store, BraintreeGateway.transport().build());

                GatewayOutcome doubt = cut.voidCharge(receipt, OPERATOR, key("void-4-v"));

                assertThat(doubt.kind()).isEqualTo(Kind.UNKNOWN);
                assertThat(cut.probe(((GatewayOutcome.Unknown) doubt).probe(), Pause.never())
                                .kind())
                        .isEqualTo(Kind.APPROVED);
            }
            assertThat(chargesOf("void-4")).isZero();
        }

        @Test
        void whenAuthorisedOnly_thenItIsSubmittedLater() {
            BraintreeGateway holding = world.builder(world.braintree.uri(), world.store, world.transport)
                    .authoriseOnly()
                    .build();
            Receipt held = holding.charge(world.authorised(order("hold-1", "40.00")), key("hold-1"))
                    .orElseThrow();
            assertThat(held.status().kind()).isEqualTo(TransactionStatus.Kind.AUTHORISED);

            Receipt taken =
                    holding.submitForSettlement(held, OPERATOR, key("hold-1-s")).orElseThrow();

            assertThat(taken.status().kind()).isEqualTo(TransactionStatus.Kind.SUBMITTED);
            assertThat(holding.submitForSettlement(held, OPERATOR, key("hold-1-t"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenRefundedInParts_thenNeverMoreThanWasCharged() {
            Receipt receipt = settled("refund-1", "100.00");

            assertThat(world.gateway
                            .refund(receipt, Money.eur("60.00"), OPERATOR, key("refund-1-a"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
            assertThat(refusal(world.gateway.refund(receipt, Money.eur("40.01"), OPERATOR, key("refund-1-b"))))
                    .isEqualTo(GatewayRefusal.AMOUNT_EXCEEDS_REMAINDER);
            assertThat(world.gateway
                            .refund(receipt, Money.eur("40.00"), OPERATOR, key("refund-1-c"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
            assertThat(refusal(world.gateway.refund(receipt, Money.eur("0.01"), OPERATOR, key("refund-1-d"))))
                    .isEqualTo(GatewayRefusal.AMOUNT_EXCEEDS_REMAINDER);
            assertThat(world.braintree.ledger().balance("refund-1")).isEqualByComparingTo("0.00");
        }

        @Test
        void whenARefundIsRepeated_thenTheSameReceipt() {
            Receipt receipt = settled("refund-2", "100.00");
            GatewayOutcome first = world.gateway.refund(receipt, Money.eur("60.00"), OPERATOR, key("refund-2-a"));

            assertThat(world.gateway.refund(receipt, Money.eur("60.00"), OPERATOR, key("refund-2-a")))
                    .isEqualTo(first);
            assertThat(world.braintree.ledger().balance("refund-2")).isEqualByComparingTo("40.00");
        }

        @Test
        void whenARefundIsInDoubt_thenItsAmountIsSetAsideUntilTheProbe() {
            Receipt receipt = settled("refund-3", "100.00");
            BraintreeGateway whole = world.gateway;
            GatewayOutcome doubt = refundLost(receipt, "refund-3-a");
            assertThat(doubt.kind()).isEqualTo(Kind.UNKNOWN);

            assertThat(refusal(whole.refund(receipt, Money.eur("50.00"), OPERATOR, key("refund-3-b"))))
                    .isEqualTo(GatewayRefusal.AMOUNT_EXCEEDS_REMAINDER);
            assertThat(whole.probe(((GatewayOutcome.Unknown) doubt).probe(), world.moving())
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(whole.refund(receipt, Money.eur("50.00"), OPERATOR, key("refund-3-b"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
        }

        /** The first request of a refund asks for the charge, the second refunds. */
        private GatewayOutcome refundLost(Receipt receipt, String name) {
            try (CuttingProxy proxy = CuttingProxy.inFrontOf(world.braintree.uri(), 1)) {
                proxy.cutNext(Cut.NONE, Cut.IN_MID_REQUEST_PART_PASSED);
                return world.gateway(
                                proxy.uri(),
                                world.store,
                                BraintreeGateway.transport().build())
                        .refund(receipt, Money.eur("60.00"), OPERATOR, key(name));
            }
        }

        @Test
        void whenNotSettled_thenTheRefundIsInvalidAndTheAmountIsFreeAgain() {
            Receipt receipt = charged("refund-4", "100.00");

            assertThat(world.gateway.refund(receipt, Money.eur("60.00"), OPERATOR, key("refund-4-a")))
                    .isInstanceOfSatisfying(
                            GatewayOutcome.Invalid.class,
                            invalid -> assertThat(invalid.has("91506")).isTrue());
            world.braintree.settle(receipt.transactionId());
            assertThat(world.gateway
                            .refund(receipt, Money.eur("100.00"), OPERATOR, key("refund-4-b"))
                            .kind())
                    .isEqualTo(Kind.APPROVED);
        }

        @Test
        void whenTheReceiptDiffersFromTheBooks_thenRefused() {
            Receipt receipt = settled("forged-1", "100.00");
            Receipt more = new Receipt(
                    receipt.gateway(),
                    receipt.transactionId(),
                    receipt.orderId(),
                    Money.eur("1000.00"),
                    receipt.status(),
                    receipt.at());
            Receipt elsewhere = new Receipt(
                    "braintree:other",
                    receipt.transactionId(),
                    receipt.orderId(),
                    receipt.amount(),
                    receipt.status(),
                    receipt.at());
            Receipt other = new Receipt(
                    receipt.gateway(),
                    receipt.transactionId(),
                    "another",
                    receipt.amount(),
                    receipt.status(),
                    receipt.at());

            for (Receipt wrong : java.util.List.of(more, elsewhere, other)) {
                assertThat(refusal(world.gateway.refund(wrong, Money.eur("1.00"), OPERATOR, key("forged-r"))))
                        .isEqualTo(GatewayRefusal.RECEIPT_NOT_CONFIRMED);
                assertThat(refusal(world.gateway.voidCharge(wrong, OPERATOR, key("forged-v"))))
                        .isEqualTo(GatewayRefusal.RECEIPT_NOT_CONFIRMED);
            }
            assertThat(refusal(world.gateway.refund(receipt, Money.of("1.00", "USD"), OPERATOR, key("forged-c"))))
                    .isEqualTo(GatewayRefusal.CURRENCY_MISMATCH);
        }

        @Test
        void whenPrinted_thenTheOperatorIsNotShown() {
            assertThat(OPERATOR.toString()).doesNotContain("clerk");
            Receipt receipt = charged("operator-1", "5.00");
            world.gateway.voidCharge(receipt, OPERATOR, key("operator-1-v"));
            assertThat(world.store.find(key("operator-1-v")).orElseThrow().context())
                    .contains("operator")
                    .doesNotContain("clerk");
        }
    }

    @Test
    void whenRequestKeysAreOn_thenTheyAreSent() {
        world.braintree.requestKeys(true);
        BraintreeGateway keyed = world.builder(world.braintree.uri(), world.store, world.transport)
                .requestKeys()
                .build();

        Receipt receipt = keyed.charge(world.authorised(order("keyed-1", "6.00")), key("keyed-1"))
                .orElseThrow();
        assertThat(keyed.voidCharge(receipt, OPERATOR, key("keyed-1-v")).kind()).isEqualTo(Kind.APPROVED);
    }
}
