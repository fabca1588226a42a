package dev.eresident.sandbox.braintree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.braintreegateway.BraintreeGateway;
import com.braintreegateway.Environment;
import com.braintreegateway.Result;
import com.braintreegateway.Transaction;
import com.braintreegateway.TransactionRefundRequest;
import com.braintreegateway.TransactionRequest;
import com.braintreegateway.TransactionSearchRequest;
import com.braintreegateway.TransactionVoidRequest;
import com.braintreegateway.ValidationErrorCode;
import com.braintreegateway.exceptions.AuthenticationException;
import com.braintreegateway.exceptions.AuthorizationException;
import com.braintreegateway.exceptions.GatewayTimeoutException;
import com.braintreegateway.exceptions.NotFoundException;
import com.braintreegateway.exceptions.RequestTimeoutException;
import com.braintreegateway.exceptions.ServerException;
import com.braintreegateway.exceptions.ServiceUnavailableException;
import com.braintreegateway.exceptions.TooManyRequestsException;
import com.braintreegateway.exceptions.UpgradeRequiredException;
import dev.eresident.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The stand-in as the gateway's own Java client sees it. */
class BraintreeClientTest {
    private static Sandbox sandbox;
    private static BraintreeService braintree;
    private static BraintreeGateway client;
    private static int orders;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().seed(3).start();
        braintree = sandbox.braintree();
        client = client(braintree.privateKey());
    }

    @AfterAll
    static void stop() {
        assertThat(sandbox.unexpectedRequests()).isEmpty();
        sandbox.close();
    }

    @BeforeEach
    void heal() {
        braintree.heal();
    }

    @Nested
    class Sale {
        @Test
        void whenACardIsCharged_thenTheClientSeesItAuthorised() {
            String order = order();

            Transaction sale = sale(order, "10.00").getTarget();

            assertThat(sale.getStatus()).isEqualTo(Transaction.Status.AUTHORIZED);
            assertThat(sale.getType()).isEqualTo(Transaction.Type.SALE);
            assertThat(sale.getAmount()).isEqualByComparingTo("10.00");
            assertThat(sale.getCurrencyIsoCode()).isEqualTo("EUR");
            assertThat(sale.getOrderId()).isEqualTo(order);
            assertThat(sale.getMerchantAccountId()).isEqualTo(BraintreeService.EUR_ACCOUNT);
            assertThat(sale.getProcessorResponseCode()).isEqualTo("1000");
            assertThat(sale.getCreatedAt()).isNotNull();
            assertThat(sale.getStatusHistory()).hasSize(1);
            assertThat(braintree.ledger().charges(order))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.transactionId()).isEqualTo(sale.getId()));
        }

        @Test
        void whenSettlementIsAskedFor_thenTheSaleIsSubmittedWithItsFields() {
            Result<Transaction> result = client.transaction()
                    .sale(new TransactionRequest()
                            .amount(new BigDecimal("12.50"))
                            .orderId(order())
                            .merchantAccountId(BraintreeService.USD_ACCOUNT)
                            .paymentMethodToken(BraintreeService.TOKEN)
                            .customField("eresident_intent", "abc")
                            .options()
                            .submitForSettlement(true)
                            .done());

            assertThat(result.isSuccess()).isTrue();
            assertThat(result.getTarget().getStatus()).isEqualTo(Transaction.Status.SUBMITTED_FOR_SETTLEMENT);
            assertThat(result.getTarget().getCurrencyIsoCode()).isEqualTo("USD");
            assertThat(result.getTarget().getCustomFields()).isEqualTo(Map.of("eresident_intent", "abc"));
        }

        @Test
        void whenTheProcessorDeclines_thenTheClientSeesTheTransaction() {
            String order = order();

            Result<Transaction> result = sale(order, "2015.00");

            assertThat(result.isSuccess()).isFalse();
            assertThat(result.getErrors().getAllDeepValidationErrors()).isEmpty();
            assertThat(result.getTransaction().getStatus()).isEqualTo(Transaction.Status.PROCESSOR_DECLINED);
            assertThat(result.getTransaction().getProcessorResponseCode()).isEqualTo("2015");
            assertThat(result.getTransaction().getProcessorResponseType().toString())
                    .isEqualToIgnoringCase("hard_declined");
            assertThat(braintree.ledger().charges(order)).isEmpty();
        }

        @Test
        void whenTheGatewayRejects_thenTheClientSeesTheReason() {
            Result<Transaction> result = sale(order(), "5001.00");

            assertThat(result.getTransaction().getStatus()).isEqualTo(Transaction.Status.GATEWAY_REJECTED);
            assertThat(result.getTransaction().getGatewayRejectionReason())
                    .isEqualTo(Transaction.GatewayRejectionReason.APPLICATION_INCOMPLETE);
        }

        @Test
        void whenTheSameSaleComesTwice_thenTheSecondIsADuplicate() {
            String order = order();
            Transaction first = sale(order, "11.00").getTarget();

            Result<Transaction> second = sale(order, "11.00");

            assertThat(second.getTransaction().getGatewayRejectionReason())
                    .isEqualTo(Transaction.GatewayRejectionReason.DUPLICATE);
            assertThat(braintree.ledger().charges(order))
                    .extracting(LedgerEntry::transactionId)
                    .containsExactly(first.getId());
        }

        @Test
        void whenANonceIsUsedTwice_thenItIsConsumed() {
            String nonce = braintree.nonce();
            TransactionRequest request =
                    new TransactionRequest().amount(BigDecimal.ONE).paymentMethodNonce(nonce);
            assertThat(client.transaction().sale(request).isSuccess()).isTrue();

            assertThat(codes(client.transaction().sale(request.orderId(order()))))
                    .containsExactly(ValidationErrorCode.TRANSACTION_PAYMENT_METHOD_NONCE_CONSUMED);
        }

        @Test
        void whenFieldsAreWrong_thenTheClientSeesEachCode() {
            Result<Transaction> result = client.transaction()
                    .sale(new TransactionRequest()
                            .merchantAccountId("nobody")
                            .paymentMethodNonce("nothing")
                            .orderId("x".repeat(256))
                            .customField("colour", "red"));

            assertThat(codes(result))
                    .containsExactlyInAnyOrder(
                            ValidationErrorCode.TRANSACTION_AMOUNT_IS_REQUIRED,
                            ValidationErrorCode.TRANSACTION_ORDER_ID_IS_TOO_LONG,
                            ValidationErrorCode.TRANSACTION_MERCHANT_ACCOUNT_ID_IS_INVALID,
                            ValidationErrorCode.TRANSACTION_CUSTOM_FIELD_IS_INVALID,
                            ValidationErrorCode.TRANSACTION_PAYMENT_METHOD_NONCE_UNKNOWN);
        }
    }

    @Nested
    class FindAndSearch {
        @Test
        void whenATransactionIsFound_thenItIsTheOneThatWasMade() {
            Transaction sale = sale(order(), "13.00").getTarget();

            assertThat(client.transaction().find(sale.getId()).getOrderId()).isEqualTo(sale.getOrderId());
            assertThatThrownBy(() -> client.transaction().find("nothing")).isInstanceOf(NotFoundException.class);
        }

        @Test
        void whenSearchedByOrderAmountAndTime_thenOnlyItIsFound() {
            Transaction sale = sale(order(), "14.00").getTarget();
            sale(order(), "14.00");

            assertThat(found(new TransactionSearchRequest()
                            .orderId()
                            .is(sale.getOrderId())
                            .amount()
                            .is(new BigDecimal("14.00"))
                            .createdAt()
                            .greaterThanOrEqualTo(sale.getCreatedAt())))
                    .containsExactly(sale.getId());
            assertThat(found(new TransactionSearchRequest()
                            .orderId()
                            .is(sale.getOrderId())
                            .amount()
                            .is(new BigDecimal("14.01"))))
                    .isEmpty();
        }

        @Test
        void whenTheIndexIsLate_thenTheFirstSearchesMiss() {
            braintree.hideFromSearches(2);
            Transaction sale = sale(order(), "15.00").getTarget();
            TransactionSearchRequest query =
                    new TransactionSearchRequest().orderId().is(sale.getOrderId());

            assertThat(found(query)).isEmpty();
            assertThat(found(query)).isEmpty();
            assertThat(found(query)).containsExactly(sale.getId());
        }
    }

    @Nested
    class StatesAfterTheSale {
        @Test
        void whenSubmittedSettledAndRefunded_thenEachStateIsSeen() {
            String order = order();
            String id = sale(order, "20.00").getTarget().getId();

            assertThat(client.transaction().refund(id).getErrors().getAllDeepValidationErrors())
                    .extracting(error -> error.getCode())
                    .containsExactly(ValidationErrorCode.TRANSACTION_CANNOT_REFUND_UNLESS_SETTLED);
            assertThat(client.transaction().submitForSettlement(id).getTarget().getStatus())
                    .isEqualTo(Transaction.Status.SUBMITTED_FOR_SETTLEMENT);
            assertThat(codes(client.transaction().submitForSettlement(id)))
                    .containsExactly(ValidationErrorCode.TRANSACTION_CANNOT_SUBMIT_FOR_SETTLEMENT);
            assertThat(client.testing().settle(id).getTarget().getStatus()).isEqualTo(Transaction.Status.SETTLED);
            assertThat(codes(client.transaction().voidTransaction(id)))
                    .containsExactly(ValidationErrorCode.TRANSACTION_CANNOT_BE_VOIDED);

            Transaction refund = client.transaction()
                    .refund(id, new TransactionRefundRequest().amount(new BigDecimal("5.00")))
                    .getTarget();

            assertThat(refund.getType()).isEqualTo(Transaction.Type.CREDIT);
            assertThat(refund.getRefundedTransactionId()).isEqualTo(id);
            assertThat(client.transaction().find(id).getRefundIds()).containsExactly(refund.getId());
            assertThat(codes(client.transaction().refund(id, new BigDecimal("15.01"))))
                    .containsExactly(ValidationErrorCode.TRANSACTION_REFUND_AMOUNT_IS_TOO_LARGE);
            assertThat(client.transaction().refund(id).getTarget().getAmount()).isEqualByComparingTo("15.00");
            assertThat(codes(client.transaction().refund(id)))
                    .containsExactly(ValidationErrorCode.TRANSACTION_HAS_ALREADY_BEEN_REFUNDED);
            assertThat(braintree.ledger().balance(order)).isEqualByComparingTo("0");
        }

        @Test
        void whenVoided_thenNothingIsCharged() {
            String order = order();
            String id = sale(order, "21.00").getTarget().getId();

            assertThat(client.transaction().voidTransaction(id).getTarget().getStatus())
                    .isEqualTo(Transaction.Status.VOIDED);

            assertThat(braintree.ledger().charges(order)).isEmpty();
            assertThat(braintree.ledger().balance(order)).isEqualByComparingTo("0");
        }
    }

    @Nested
    class RequestKey {
        @Test
        void whenTheFeatureIsOff_thenTheKeyIsRefused() {
            assertThat(codes(client.transaction().sale(keyed(order(), "key-1"))))
                    .containsExactly(ValidationErrorCode.API_REQUEST_KEY_NOT_ALLOWED);
        }

        @Test
        void whenTheSameRequestComesAgain_thenTheCardIsChargedOnce() {
            braintree.requestKeys(true);
            String order = order();

            String first =
                    client.transaction().sale(keyed(order, "key-2")).getTarget().getId();
            String second =
                    client.transaction().sale(keyed(order, "key-2")).getTarget().getId();

            assertThat(second).isEqualTo(first);
            assertThat(braintree.ledger().charges(order)).hasSize(1);
        }

        @Test
        void whenAnotherRequestComesWithTheKey_thenItIsRefused() {
            braintree.requestKeys(true);
            client.transaction().sale(keyed(order(), "key-3"));

            assertThat(codes(client.transaction().sale(keyed(order(), "key-3"))))
                    .containsExactly(ValidationErrorCode.API_REQUEST_KEY_CAN_BE_REUSED_ONLY_WITH_THE_SAME_REQUEST);
        }

        @Test
        void whenTheFirstRequestFailed_thenTheKeyIsSpent() {
            braintree.requestKeys(true);
            TransactionRequest declined = keyed(order(), "key-4").amount(new BigDecimal("2000.00"));
            client.transaction().sale(declined);

            assertThat(codes(client.transaction().sale(declined)))
                    .containsExactly(ValidationErrorCode.API_REQUEST_KEY_WITH_FAILED_REQUEST);
        }

        @Test
        void whenAVoidIsRepeatedWithItsKey_thenItIsDoneOnce() {
            braintree.requestKeys(true);
            String id = sale(order(), "22.00").getTarget().getId();
            TransactionVoidRequest request = new TransactionVoidRequest().apiRequestKey("key-5");

            assertThat(client.transaction().voidTransaction(id, request).isSuccess())
                    .isTrue();
            assertThat(client.transaction().voidTransaction(id, request).isSuccess())
                    .isTrue();
        }
    }

    @Nested
    class Faults {
        @Test
        void whenAFaultIsScripted_thenTheClientThrowsItsException() {
            Map.of(
                            BraintreeFault.UNAUTHORIZED, AuthenticationException.class,
                            BraintreeFault.FORBIDDEN, AuthorizationException.class,
                            BraintreeFault.NOT_FOUND, NotFoundException.class,
                            BraintreeFault.REQUEST_TIMEOUT, RequestTimeoutException.class,
                            BraintreeFault.UPGRADE_REQUIRED, UpgradeRequiredException.class,
                            BraintreeFault.TOO_MANY_REQUESTS, TooManyRequestsException.class,
                            BraintreeFault.SERVER_ERROR, ServerException.class,
                            BraintreeFault.UNAVAILABLE, ServiceUnavailableException.class,
                            BraintreeFault.GATEWAY_TIMEOUT, GatewayTimeoutException.class)
                    .forEach((fault, exception) -> {
                        String order = order();
                        braintree.misbehaveNext(fault);
                        assertThatThrownBy(() -> sale(order, "30.00")).isInstanceOf(exception);
                        assertThat(braintree.ledger().charges(order)).isEmpty();
                    });
        }

        @Test
        void whenTheAnswerIsATimeOutAfterwards_thenTheCardIsCharged() {
            String order = order();
            braintree.misbehaveNext(BraintreeFault.GATEWAY_TIMEOUT_AFTERWARDS);

            assertThatThrownBy(() -> sale(order, "31.00")).isInstanceOf(GatewayTimeoutException.class);

            assertThat(braintree.ledger().charges(order)).hasSize(1);
        }

        @Test
        void whenThePrivateKeyIsWrong_thenTheClientMayNot() {
            assertThatThrownBy(() -> client("wrong").transaction().find("x"))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    @Test
    void whenAClientTokenIsAskedFor_thenItComes() {
        assertThat(client.clientToken().generate()).isNotBlank();
    }

    private static BraintreeGateway client(String privateKey) {
        Environment environment =
                new Environment(braintree.uri().toString(), braintree.uri().toString(), new String[0], "sandbox");
        return new BraintreeGateway(environment, braintree.merchantId(), braintree.publicKey(), privateKey);
    }

    private static synchronized String order() {
        return "order-" + orders++;
    }

    private static Result<Transaction> sale(String order, String amount) {
        return client.transaction()
                .sale(new TransactionRequest()
                        .amount(new BigDecimal(amount))
                        .orderId(order)
                        .paymentMethodNonce(BraintreeService.VALID_NONCE));
    }

    private static TransactionRequest keyed(String order, String key) {
        return new TransactionRequest()
                .amount(BigDecimal.TEN)
                .orderId(order)
                .paymentMethodNonce(BraintreeService.VALID_NONCE)
                .apiRequestKey(key);
    }

    private static List<ValidationErrorCode> codes(Result<Transaction> result) {
        return result.getErrors().getAllDeepValidationErrors().stream()
                .map(error -> error.getCode())
                .toList();
    }

    private static List<String> found(TransactionSearchRequest query) {
        List<String> ids = new ArrayList<>();
        client.transaction().search(query).forEach(transaction -> ids.add(transaction.getId()));
        return ids;
    }
}
