/** E-mail over SMTP. */
@NullMarked
package io.slipway.notification.mail;

import org.jspecify.annotations.NullMarked;
