package dev.eresident.core.money;

import java.math.BigDecimal;
import java.util.Currency;

/** An exact amount of one currency. Contract. */
public record Money(BigDecimal amount, Currency currency) {}
