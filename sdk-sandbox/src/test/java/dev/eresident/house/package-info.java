/** What every module's tests share: the rules of the house and the dump of the public API. Shipped as this module's tests jar. */
package dev.eresident.house;
